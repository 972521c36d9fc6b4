"""Telling people, inside and outside the product, and what they choose about it."""
