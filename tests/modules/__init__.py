"""Each module off, one by one: everything else still works and nothing leads there."""
