"""The chain: pure arithmetic of digests. Each frame holds the digest of its content and of the frame before."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

GENESIS = "0" * 64


def canonical(value: Mapping[str, Any]) -> bytes:
    """Return the one way to write a content as bytes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def content_digest(salt: str, content: Mapping[str, Any]) -> str:
    """Return the digest of a content. The salt goes when the content goes, so that nobody can guess it back."""
    return hashlib.sha256(salt.encode() + canonical(content)).hexdigest()


def frame_digest(frame: Mapping[str, Any]) -> str:
    """Return the digest of a frame, which includes the digest of the frame before."""
    return hashlib.sha256(canonical(frame)).hexdigest()
