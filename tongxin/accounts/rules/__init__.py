"""Rules of accounts without Django."""
