"""What an id token must say before it is believed (OpenID Connect Core 3.1.3.7). Plain Python."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SKEW = 60
LONGEST_SUBJECT = 255
OLDEST = 600


@dataclass(frozen=True)
class Expected:
    """Whose token is expected, for whom, and for which sign-in. Times are seconds of the epoch."""

    issuer: str
    client: str
    nonce: str
    now: float


def fault_of(claims: Mapping[str, Any], expected: Expected) -> str:
    """Return the first thing that forbids believing the claims, as a word; empty where nothing does."""
    faults = {
        "issuer": claims.get("iss") != expected.issuer,
        "audience": not _is_for(claims, expected.client),
        "expired": not _is_number(claims.get("exp")) or claims["exp"] <= expected.now - SKEW,
        "issued": not _is_number(claims.get("iat")) or not _is_fresh(claims["iat"], expected.now),
        "not_yet": "nbf" in claims and not (_is_number(claims["nbf"]) and claims["nbf"] <= expected.now + SKEW),
        "nonce": not _is_same(claims.get("nonce"), expected.nonce),
        "subject": not _is_subject(claims.get("sub")),
    }
    return next((word for word, wrong in faults.items() if wrong), "")


def _is_for(claims: Mapping[str, Any], client: str) -> bool:
    audience = claims.get("aud")
    all_of = audience if isinstance(audience, list) else [audience]
    if client not in all_of:
        return False
    party = claims.get("azp")
    return party == client if len(all_of) > 1 or party is not None else True


def _is_fresh(issued: float, now: float) -> bool:
    return now - OLDEST <= issued <= now + SKEW


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_same(given: object, expected: str) -> bool:
    return isinstance(given, str) and bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


def _is_subject(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_SUBJECT and value.isprintable()
