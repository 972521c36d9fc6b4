"""Pages that only the assembly can make: they know every app."""
