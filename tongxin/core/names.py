"""Names that go into addresses: random, 128 bits, not to be guessed (ASVS 11.5.1)."""

import secrets


def new_name() -> str:
    """Return a name of 22 characters that are safe in an address."""
    return secrets.token_urlsafe(16)
