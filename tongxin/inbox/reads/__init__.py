"""What pages of the inbox show, one page a file."""
