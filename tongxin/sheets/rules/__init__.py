"""What a spreadsheet says, in plain Python: headers, cells, outcomes. No Django, no files."""
