"""The master key inside a backup, sealed by a passphrase: Argon2id (RFC 9106) makes a key of it for AES-256-GCM."""

import base64
import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from django.utils.translation import gettext as _

from tongxin.core.errors import BadInputError
from tongxin.core.policy import require

SHORTEST = 12
KEY_BYTES, SALT_BYTES, NONCE_BYTES = 32, 16, 12
# RFC 9106, second recommended choice (64 MiB), with more passes: a passphrase is typed once in months.
COST = {"iterations": 8, "lanes": 4, "memory_cost": 64 * 1024}
BOUND_TO = b"tongxin-backup keys"


def seal_key(master: bytes, passphrase: str) -> bytes:
    """Return the member of the backup that holds the master key. Raises BadInputError for a short passphrase."""
    require(
        len(passphrase) >= SHORTEST,
        BadInputError,
        _("The passphrase must have at least %(count)d characters. Take several words.") % {"count": SHORTEST},
    )
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(_derived(passphrase, salt, COST)).encrypt(nonce, master, BOUND_TO)
    parts = {"salt": salt, "nonce": nonce, "sealed": sealed}
    return json.dumps(
        {"kdf": "argon2id", "cost": COST, "cipher": "AES-256-GCM"}
        | {name: base64.b64encode(value).decode() for name, value in parts.items()}
    ).encode()


def open_key(member: bytes, passphrase: str) -> bytes:
    """Return the master key. Raises BadInputError for another passphrase."""
    found: dict[str, Any] = json.loads(member)
    salt, nonce, sealed = (base64.b64decode(found[name]) for name in ("salt", "nonce", "sealed"))
    try:
        return AESGCM(_derived(passphrase, salt, found["cost"])).decrypt(nonce, sealed, BOUND_TO)
    except InvalidTag as error:
        raise BadInputError(
            _("The keys do not open with this passphrase. Type it as it was when the backup was made.")
        ) from error


def _derived(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    iterations, lanes, memory = cost["iterations"], cost["lanes"], cost["memory_cost"]
    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=iterations, lanes=lanes, memory_cost=memory)
    return kdf.derive(passphrase.encode())
