"""Which modules an organisation has switched off, since when and why; and taking a module's records along.

Owns the switches. What a module is, and that its parts vanish, is ``core.modules``; the assembly makes
the archive.
"""
