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
    file = key_file(home)
    if file is None:
        return _decoded(os.environ["TONGXIN_KEY"])
    if not file.exists():
        _make(file)
    return _decoded(file.read_text(encoding="ascii"))


def key_file(home: Path) -> Path | None:
    """Return the file of the master key; None where TONGXIN_KEY itself holds the key."""
    if os.environ.get("TONGXIN_KEY"):
        return None
    return Path(os.environ.get("TONGXIN_KEY_FILE") or home / "keys" / "master")


def adopt_master_key(file: Path, key: bytes) -> None:
    """Put another master key in place of the present one, which is kept beside it: for an installation still empty."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = _draft(file, key)
    if file.exists():
        file.rename(file.with_name(f"{file.name}.replaced.{secrets.token_hex(4)}"))
    draft.rename(file)
    derived.cache_clear()


def _make(file: Path) -> None:
    file.parent.parent.mkdir(parents=True, exist_ok=True, mode=0o700)  # a mode is for the last folder alone
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = _draft(file, secrets.token_bytes(KEY_BYTES))
    try:
        os.link(draft, file)  # atomic and never over an existing key: two first starts agree on one
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _draft(file: Path, key: bytes) -> Path:
    draft = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    draft.touch(mode=0o400)
    draft.chmod(0o600)
    draft.write_text(base64.b64encode(key).decode(), encoding="ascii")
    draft.chmod(0o400)
    return draft


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
