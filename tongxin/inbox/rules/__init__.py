"""Order and urgency of to-dos. No Django."""
