"""Shapes of input. They decide nothing: the services do."""
