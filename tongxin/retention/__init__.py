"""What is erased when: terms of the rule pack, holds that stop them, and the run that erases.

Owns holds, the switch and the runs. Which rows a term is about, the app says whose they are (``core.retention``).
"""
