"""Reads an id token: signed by a key that the provider publishes, by an algorithm that needs one."""

import base64
import json
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key, RSAKey

from tongxin.accounts.external.identity import NotAcceptedError
from tongxin.accounts.external.oidc.provider import Provider, keys_of

# Asymmetric only: "none" and a shared secret would let whoever knows the public key sign.
ALGORITHMS = {
    "RS256": "RSA", "RS384": "RSA", "RS512": "RSA", "PS256": "RSA", "PS384": "RSA", "PS512": "RSA",
    "ES256": "EC", "ES384": "EC", "ES512": "EC", "EdDSA": "OKP",
}  # fmt: skip
LONGEST = 16 * 1024
PARTS = 3
FEWEST_BITS = 2048


def claims_of(token: object, provider: Provider) -> dict[str, Any]:
    """Return the claims of a token whose signature holds. Raises NotAcceptedError with the word for what is wrong."""
    if not isinstance(token, str) or not token:
        raise NotAcceptedError(code="no_token")
    if len(token) > LONGEST:
        raise NotAcceptedError(code="huge_token")
    header = _header(token)
    key = _key(header, provider)
    try:
        return dict(jwt.decode(token, key, algorithms=[header["alg"]]).claims)
    except (JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise NotAcceptedError(code="signature") from error


def _header(token: str) -> dict[str, Any]:
    first, *rest = token.split(".")
    try:
        header = json.loads(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except (ValueError, RecursionError) as error:
        raise NotAcceptedError(code="not_a_token") from error
    if len(rest) != PARTS - 1 or not isinstance(header, dict):
        raise NotAcceptedError(code="not_a_token")
    if header.get("alg") not in ALGORITHMS:
        raise NotAcceptedError(code="algorithm")
    if "crit" in header:
        raise NotAcceptedError(code="critical")
    return header


def _key(header: dict[str, Any], provider: Provider) -> Key:
    wanted = str(header.get("kid") or "")
    fitting = [
        key
        for key in keys_of(provider, wanted=wanted)
        if key.get("kty") == ALGORITHMS[header["alg"]]
        and key.get("use", "sig") == "sig"
        and key.get("alg", header["alg"]) == header["alg"]
        and (not wanted or key.get("kid") == wanted)
    ]
    if len(fitting) != 1:  # without a name, only a single key can be meant
        raise NotAcceptedError(code="unknown_key")
    try:
        key = JWKRegistry.import_key(fitting[0])
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise NotAcceptedError(code="unknown_key") from error
    if isinstance(key, RSAKey) and key.public_key.key_size < FEWEST_BITS:
        raise NotAcceptedError(code="weak_key")
    return key
