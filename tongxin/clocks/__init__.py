"""Clocks: the working calendar, terms kept as dated entries, and the reasons for every deadline.

Owns what a day counts for and when something is due. Leaves to its callers who may start, stop or extend a clock, how
long a term is, and what happens when it runs out.
"""
