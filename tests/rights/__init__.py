"""Rights over HTTP: every page and route × role × position of the object × method, against an oracle of its own."""
