"""Bringing in old cases: times and answers are kept, nobody is told, nothing is escalated."""
