"""Measurements: scripts that print figures. They are not tests; read ratios, because machines differ."""
