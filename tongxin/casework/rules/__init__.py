"""Rules of casework without Django: states, clocks of a case, titles of steps."""
