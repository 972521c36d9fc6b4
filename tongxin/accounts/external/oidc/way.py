"""The way in by OpenID Connect: to the provider, and back with a code that is worth one sign-in."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from tongxin.accounts.external.flow import Flow
from tongxin.accounts.external.identity import CancelledError, Identity, NotAcceptedError
from tongxin.accounts.external.oidc.claims import Expected, fault_of
from tongxin.accounts.external.oidc.provider import Provider, provider_of
from tongxin.accounts.external.oidc.tokens import claims_of
from tongxin.accounts.external.outbound import ask
from tongxin.core import clock

LONGEST_CODE = 2048


@dataclass(frozen=True)
class OidcWay:
    """A provider as it is configured. Its id token is believed; its user info is not asked."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    label: str
    scopes: str = "openid"
    hosts: list[str] = field(default_factory=list)
    staff: str = ""
    trusted: bool = False
    code: str = "oidc"
    password: bool = False

    def address(self, flow: Flow, callback: str) -> str:
        """Return where the browser goes."""
        asked = {
            "response_type": "code",
            "client_id": self.client,
            "redirect_uri": callback,
            "scope": " ".join(dict.fromkeys(["openid", *self.scopes.split()])),
            "state": flow.state,
            "nonce": flow.nonce,
            "code_challenge": challenge_of(flow.verifier),
            "code_challenge_method": "S256",
        }
        address = self.provider().authorize
        return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"

    def identity(self, flow: Flow, callback: str, answer: Mapping[str, str]) -> Identity:
        """Return who came back. Raises NotAcceptedError, CancelledError and SilentError."""
        provider = self.provider()
        named = answer.get("iss", "")
        if (named or provider.names_itself) and named != self.issuer:
            raise NotAcceptedError(code="mixed_issuers")
        if "error" in answer:
            raise CancelledError
        code = answer.get("code", "")
        if not code or len(code) > LONGEST_CODE:
            raise NotAcceptedError(code="no_code")
        claims = claims_of(self._exchanged(provider, flow, callback, code), provider)
        fault = fault_of(claims, Expected(self.issuer, self.client, flow.nonce, clock.now().timestamp()))
        if fault:
            raise NotAcceptedError(code=fault)
        staff_no = claims.get(self.staff) if self.trusted and self.staff else ""
        return Identity(self.code, self.issuer, claims["sub"], staff_no if isinstance(staff_no, str) else "")

    def leaving(self, back: str) -> str:
        """Return where the browser goes to end the session at the provider too; empty where it offers nothing."""
        end = self.provider().end
        asked = urlencode({"client_id": self.client, "post_logout_redirect_uri": back})
        return f"{end}{'&' if '?' in end else '?'}{asked}" if end else ""

    def provider(self) -> Provider:
        """Return what the provider says of itself."""
        return provider_of(self.issuer, self.hosts)

    def _exchanged(self, provider: Provider, flow: Flow, callback: str, code: str) -> object:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": callback,
            "code_verifier": flow.verifier,
        }
        headers: dict[str, str] = {}
        if not self.secret or provider.by_post:
            form |= {"client_id": self.client} | ({"client_secret": self.secret} if self.secret else {})
        else:
            pair = f"{quote(self.client, safe='')}:{quote(self.secret, safe='')}".encode()
            headers["Authorization"] = "Basic " + base64.b64encode(pair).decode()
        return ask("POST", provider.token, allowed=set(provider.allowed), form=form, headers=headers).get("id_token")


def challenge_of(verifier: str) -> str:
    """Return the S256 challenge of a verifier (RFC 7636)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
