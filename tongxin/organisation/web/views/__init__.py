"""Pages of the organisation, one page or flow a file."""
