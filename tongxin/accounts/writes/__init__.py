"""Services of accounts, one group of verbs a file."""
