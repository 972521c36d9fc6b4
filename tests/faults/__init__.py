"""Faults on purpose: the product must lose no acknowledged write and double none, whatever dies.

``python -m tests.faults --submissions 20000 --kills 50`` runs the large scene and prints what it found.
"""
