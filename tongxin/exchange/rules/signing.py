"""Signatures as Standard Webhooks 1.0 has them: HMAC-SHA256 of number, time and body, one for each valid secret."""

import base64
import hashlib
import hmac
from collections.abc import Iterable

PREFIX = "whsec_"


def secret_of(key: bytes) -> str:
    """Return a key as it is handed over."""
    return PREFIX + base64.b64encode(key).decode()


def signature(secret: str, message: str, stamp: int, body: bytes) -> str:
    """Return the signature of one message by one secret: ``v1,`` and the digest."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = hmac.new(key, f"{message}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode()}"


def headers_of(secrets: Iterable[str], message: str, stamp: int, body: bytes) -> dict[str, str]:
    """Return the headers that go with a message; it is good if any of its signatures is."""
    return {
        "webhook-id": message,
        "webhook-timestamp": str(stamp),
        "webhook-signature": " ".join(signature(secret, message, stamp, body) for secret in secrets),
    }
