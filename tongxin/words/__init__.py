"""Words: spells, searches, cuts, titles, masks and sorts Chinese text.

Owns no tables and knows no people. Everything here is a plain function of the text that it is given.
"""
