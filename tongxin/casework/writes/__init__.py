"""Services of casework, one group of verbs a file. Each is one act."""
