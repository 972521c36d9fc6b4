"""What a provider publishes of itself: its addresses and its keys, kept for an hour."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from tongxin.accounts.external.identity import NotAcceptedError, SilentError
from tongxin.accounts.external.outbound import ask, is_sound, origin_of, require_allowed

HOUR, MINUTE = 3600, 60
WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True)
class Provider:
    """The addresses of a provider, checked: each lies at the issuer or at a host that the administrator named."""

    issuer: str
    authorize: str
    token: str
    keys: str
    end: str
    names_itself: bool
    by_post: bool
    allowed: frozenset[str]


def provider_of(issuer: str, hosts: list[str]) -> Provider:
    """Return what the provider says of itself. Raises SilentError and NotAcceptedError."""
    allowed = frozenset({origin_of(issuer)} | {f"https://{host}".lower() for host in hosts})
    about = _kept(f"oidc:about:{issuer}", issuer.rstrip("/") + WELL_KNOWN, allowed)
    if about.get("issuer") != issuer:
        raise NotAcceptedError(code="other_issuer")
    _require_pkce(about)
    end = about.get("end_session_endpoint") or ""
    methods = about.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Provider(
        issuer,
        _address(about, "authorization_endpoint", allowed),
        _address(about, "token_endpoint", allowed),
        _address(about, "jwks_uri", allowed),
        end if is_sound(end) and origin_of(end) in allowed else "",
        about.get("authorization_response_iss_parameter_supported") is True,
        "client_secret_basic" not in methods and "client_secret_post" in methods,
        allowed,
    )


def keys_of(provider: Provider, *, wanted: str = "") -> list[dict[str, Any]]:
    """Return the published keys; asked again, once a minute at most, when a wanted key is not among them."""
    name = f"oidc:keys:{provider.keys}"
    found = _kept(name, provider.keys, provider.allowed)
    if wanted and wanted not in _ids(found) and cache.add(f"{name}:again", True, MINUTE):
        cache.delete(name)
        found = _kept(name, provider.keys, provider.allowed)
    keys = found.get("keys")
    if not isinstance(keys, list):
        raise SilentError(code="no_keys")
    return [key for key in keys if isinstance(key, dict)]


def _ids(found: dict[str, Any]) -> set[str]:
    keys = found.get("keys")
    return {str(key.get("kid")) for key in keys if isinstance(key, dict)} if isinstance(keys, list) else set()


def _kept(name: str, address: str, allowed: frozenset[str]) -> dict[str, Any]:
    kept: dict[str, Any] | None = cache.get(name)
    if kept is None:
        kept = ask("GET", address, allowed=set(allowed))
        cache.set(name, kept, HOUR)
    return kept


def _require_pkce(about: dict[str, Any]) -> None:
    """A provider that lists its methods without S256 would take a stolen code from anybody."""
    methods = about.get("code_challenge_methods_supported")
    if methods is not None and "S256" not in methods:
        raise NotAcceptedError(code="no_pkce")


def _address(about: dict[str, Any], name: str, allowed: frozenset[str]) -> str:
    address = str(about.get(name, ""))
    require_allowed(address, set(allowed))
    return address
