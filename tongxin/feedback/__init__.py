"""Complaints and suggestions about the platform itself, with or without a name. No channel for cases."""
