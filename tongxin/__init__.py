"""Tongxin 同心: Party, union, League and women's committee work of an enterprise on one platform."""

__version__ = "0.1.0"
