"""How days are counted and deadlines found: pure functions and tables, without a database."""
