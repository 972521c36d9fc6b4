"""Cuts, searches and masks Chinese text, and suggests what a text is about. Knows no people and keeps nothing."""
