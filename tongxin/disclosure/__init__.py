"""What each person may see and take of his own data, and how he has it corrected.

Owns corrections. What is kept, each app says of its own rows (``core.own_data``).
"""
