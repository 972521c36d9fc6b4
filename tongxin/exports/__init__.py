"""The one door through which files with people's data leave: counted, logged, a large one approved by two.

Owns the log and the requests. What is in a file, the app whose rows they are says (``core.exports``).
"""
