"""Voice: what an employee raises, until he says himself that it is solved.

Owns cases, their talk, routes and ratings. Leaves terms to clocks, people and units to organisation, to-dos to inbox.
"""
