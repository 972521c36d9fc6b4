"""Pages of sign-in by other systems."""
