"""Pages of the inbox, one page or flow a file."""
