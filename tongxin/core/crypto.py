"""Encryption of sensitive values at rest, and an index by which they can be found.

AES-256-GCM. Every value is bound to its place (table, column, row) so that it cannot be moved to another row, and
names its algorithm and key: ``a1:k1:`` + base64(nonce + ciphertext). Source: docs/security.md, field encryption.
"""

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from tongxin.core.keys import derived

NONCE_BYTES = 12
CURRENT_KEY = "k1"
MARK = "a1:"
INDEX_BYTES = 16


class UnreadableError(Exception):
    """A stored value does not open with the key it names, or not at this place."""


def _cipher(key_id: str) -> AESGCM:
    return AESGCM(derived(settings.HOME, f"fields:{key_id}"))


def seal_bytes(plain: bytes, place: str) -> bytes:
    """Return nonce and ciphertext of ``plain``, bound to ``place``."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _cipher(CURRENT_KEY).encrypt(nonce, plain, f"a1:{CURRENT_KEY}:{place}".encode())


def open_bytes(sealed: bytes, place: str, key_id: str = CURRENT_KEY) -> bytes:
    """Return what ``seal_bytes`` sealed at the same place. Raises UnreadableError."""
    try:
        return _cipher(key_id).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], f"a1:{key_id}:{place}".encode())
    except InvalidTag as error:
        raise UnreadableError(f"a value at {place} does not open") from error


def seal(plain: str, place: str) -> str:
    """Return ``plain`` as storable text; an empty text stays empty."""
    if not plain:
        return ""
    return f"a1:{CURRENT_KEY}:" + base64.b64encode(seal_bytes(plain.encode(), place)).decode()


def unseal(stored: str, place: str) -> str:
    """Return the text that ``seal`` stored at the same place. Raises UnreadableError; never returns ciphertext."""
    if not stored:
        return ""
    algorithm, _, rest = stored.partition(":")
    key_id, _, body = rest.partition(":")
    if algorithm != "a1" or not body:
        raise UnreadableError(f"a value at {place} has an unknown form")
    return open_bytes(base64.b64decode(body), place, key_id).decode()


def index(value: str, purpose: str) -> str:
    """Return the keyed index of a normalised value: equality only. Empty stays empty."""
    if not value:
        return ""
    return hmac.new(derived(settings.HOME, f"index:{purpose}"), value.encode(), hashlib.sha256).hexdigest()[
        : INDEX_BYTES * 2
    ]


def mac(message: bytes, purpose: str) -> str:
    """Return a keyed digest in hexadecimal."""
    return hmac.new(derived(settings.HOME, f"mac:{purpose}"), message, hashlib.sha256).hexdigest()
