"""Doors of the organisation for other systems: routes of the API, and SCIM."""
