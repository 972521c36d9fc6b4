"""Inbox: what waits for a person, and what is new for them.

Owns notices (stored, worded in the reader's language when shown). To-dos are never stored: the apps above work them out
when asked. It tells nobody whether a notice was read.
"""
