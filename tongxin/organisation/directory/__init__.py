"""People and units as the customer's directory knows them: what it calls them, and how they come from there."""
