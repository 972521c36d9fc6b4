"""Signed checkpoints: what the end of the journal was, in a form that anybody can check with the public key alone.

The form is that of a C2SP tlog checkpoint in a signed note (c2sp.org/tlog-checkpoint, c2sp.org/signed-note): origin,
size and digest, an empty line, and one Ed25519 signature. The digest is that of the last entry, which covers all those
before it.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from tongxin.core.keys import derived

ORIGIN = "tongxin/journal"
ALGORITHM = b"\x01"  # Ed25519 in signed notes
DASH = "\u2014"
ID_BYTES, DIGEST_BYTES = 4, 32
_NOTE = re.compile(rf"([^\n]+)\n(\d+)\n([A-Za-z0-9+/=]+)\n\n{DASH} (\S+) ([A-Za-z0-9+/=]+)\n")


@dataclass(frozen=True)
class Checkpoint:
    """The end of a journal as it once was: number and digest of its last entry."""

    number: int
    digest: str


class NoKeyError(Exception):
    """A text is not the public key of a journal."""


def private_key() -> Ed25519PrivateKey:
    """Return the key that signs: made from the master key, so that it is kept and restored with it."""
    return Ed25519PrivateKey.from_private_bytes(derived(settings.HOME, "journal-signing"))


def public_key() -> str:
    """Return the public key in the form of signed notes: name, id and key. It may be given to everybody."""
    raw = _raw(private_key().public_key())
    return f"{ORIGIN}+{_key_id(raw).hex()}+{base64.b64encode(ALGORITHM + raw).decode()}"


def signed(checkpoint: Checkpoint) -> str:
    """Return a checkpoint as a signed note."""
    key = private_key()
    text = f"{ORIGIN}\n{checkpoint.number}\n{base64.b64encode(bytes.fromhex(checkpoint.digest)).decode()}\n"
    signature = base64.b64encode(_key_id(_raw(key.public_key())) + key.sign(text.encode())).decode()
    return f"{text}\n{DASH} {ORIGIN} {signature}\n"


def checkpoints_in(text: str, key: str) -> Iterator[Checkpoint | None]:
    """Return the checkpoints of a file in their order; None for each that this key did not sign, or that is broken.

    Raises NoKeyError.
    """
    public, key_id = _parsed(key)
    for part in filter(None, text.replace("\r\n", "\n").split(f"{ORIGIN}\n")):
        if part.strip():
            yield _opened(f"{ORIGIN}\n{part}".rstrip("\n") + "\n", public, key_id)


def _opened(note: str, key: Ed25519PublicKey, key_id: bytes) -> Checkpoint | None:
    found = _NOTE.fullmatch(note)
    if found is None:
        return None
    origin, number, digest, name, signature = found.groups()
    try:
        raw, root = base64.b64decode(signature, validate=True), base64.b64decode(digest, validate=True)
        key.verify(raw[ID_BYTES:], f"{origin}\n{number}\n{digest}\n".encode())
    except (InvalidSignature, ValueError):
        return None
    is_ours = origin == name == ORIGIN and raw[:ID_BYTES] == key_id and len(root) == DIGEST_BYTES
    return Checkpoint(int(number), root.hex()) if is_ours else None


def _parsed(key: str) -> tuple[Ed25519PublicKey, bytes]:
    name, _plus, rest = key.strip().partition("+")
    key_id, _plus, body = rest.partition("+")
    try:
        raw = base64.b64decode(body, validate=True)
        if name != ORIGIN or raw[:1] != ALGORITHM or bytes.fromhex(key_id) != _key_id(raw[1:]):
            raise NoKeyError
        return Ed25519PublicKey.from_public_bytes(raw[1:]), _key_id(raw[1:])
    except ValueError as error:
        raise NoKeyError from error


def _key_id(raw: bytes) -> bytes:
    return hashlib.sha256(ORIGIN.encode() + b"\n" + ALGORITHM + raw).digest()[:ID_BYTES]


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
