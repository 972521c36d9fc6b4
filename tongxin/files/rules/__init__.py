"""What may be stored, and how it is cleaned. No Django, no words: a refusal is a code."""
