"""Cases for other systems."""
