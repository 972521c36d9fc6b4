"""Pages of casework, one page or flow a file."""
