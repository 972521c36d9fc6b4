"""Facts for other systems."""
