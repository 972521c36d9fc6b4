"""Sheets: reads the spreadsheets people really keep, finds their headers, understands their cells, writes safe ones.

Owns no tables and knows no people. What a row means, and whether it may be brought in, is the business of the app that
asked.
"""
