"""What the exchange changes."""
