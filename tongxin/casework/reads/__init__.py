"""Queries for pages, one page or list a file."""
