"""Key material: one master key a data folder, from which every other key is derived.

The file lies beside the database, is readable by its owner only, and belongs into no backup of the database
(``docs/operations.md``). TONGXIN_KEY or TONGXIN_KEY_FILE give it from elsewhere.
"""

import base64
import os
import secrets
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


def master_key(home: Path) -> bytes:
    """Return the master key of a data folder, made on first use. Raises ValueError for a key of the wrong length."""
    given = os.environ.get("TONGXIN_KEY")
    if given:
        return _decoded(given)
    file = Path(os.environ.get("TONGXIN_KEY_FILE") or home / "keys" / "master")
    if not file.exists():
        _make(file)
    return _decoded(file.read_text(encoding="ascii"))


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    draft.touch(mode=0o400)
    draft.chmod(0o600)
    draft.write_text(base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode(), encoding="ascii")
    draft.chmod(0o400)
    try:
        os.link(draft, file)  # atomic and never over an existing key: two first starts agree on one
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _decoded(text: str) -> bytes:
    key = base64.b64decode(text.strip())
    if len(key) != KEY_BYTES:
        raise ValueError(f"The master key must be {KEY_BYTES} bytes in base64; it has {len(key)}.")
    return key


@cache
def derived(home: Path, purpose: str) -> bytes:
    """Return the 32-byte key of one purpose."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=b"tongxin", info=purpose.encode()).derive(master_key(home))


def secret_text(home: Path, purpose: str) -> str:
    """Return a key of one purpose as text."""
    return base64.urlsafe_b64encode(derived(home, purpose)).decode()
