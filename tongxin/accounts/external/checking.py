"""What is wrong with the configuration of a way in, in sentences: asked before people meet it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.external.ldap.way import LdapWay
from tongxin.accounts.external.oidc.way import OidcWay
from tongxin.accounts.external.outbound import is_sound
from tongxin.accounts.external.ways import Way, ways
from tongxin.core.errors import Text, TongxinError

SENTENCES: dict[str, Text] = {
    "silent": gettext_lazy("it does not answer. Check the address, the firewall and the certificate"),
    "not_json": gettext_lazy("it answers with something else than JSON. Check the address"),
    "other_issuer": gettext_lazy("it calls itself otherwise. Write the issuer exactly as it does, to the last slash"),
    "foreign_address": gettext_lazy("it names an address on another host. Add that host to TONGXIN_OIDC_HOSTS"),
    "no_pkce": gettext_lazy("it does not take PKCE with S256, without which a stolen code would do"),
    "not_encrypted": gettext_lazy("passwords would cross the network in the clear. Use ldaps, or StartTLS"),
    "starttls": gettext_lazy("it refuses StartTLS. Use ldaps, or enable it there"),
    "service_account": gettext_lazy("it refuses the service account. Check its name and password"),
    "nothing_found": gettext_lazy("nobody is found below the base. Check base and filter"),
    "wrong_secret": gettext_lazy("it refuses the application. Check its id and secret"),
    "wrong_address": gettext_lazy("it does not let this server in. Add the address of this server to its list there"),
    "no_right": gettext_lazy("the application lacks a permission there. Add the one for the address book"),
}


@dataclass(frozen=True)
class Finding:
    """Something that is wrong with one way."""

    way: str
    sentence: str


def external_findings() -> list[Finding]:
    """Return what is wrong with the configured ways; each system is asked once."""
    return [Finding(way.code, sentence) for way in ways() for sentence in _faults(way)]


def _faults(way: Way) -> list[str]:
    missing = [name for name in _needed(way) if not getattr(way, name)]
    if missing:
        names = ", ".join(f"TONGXIN_{way.code}_{name}".upper() for name in missing)
        return [_("%(names)s is missing.") % {"names": names}]
    address = way.issuer if isinstance(way, OidcWay) else getattr(way, "api", "")
    if address and not is_sound(address):
        return [_("%(address)s is no https address.") % {"address": address}]
    try:
        _try(way)
    except TongxinError as error:
        why = SENTENCES.get(error.code) or _("it answers with the fault %(code)s") % {"code": error.code}
        return [_("%(way)s cannot be used: %(why)s.") % {"way": way.label, "why": why}]
    return []


def _needed(way: Way) -> tuple[str, ...]:
    if isinstance(way, OidcWay):
        return ("client",)
    return ("base", "bind_dn", "bind_password") if isinstance(way, LdapWay) else ("app", "secret")


def _try(way: Way) -> None:
    if isinstance(way, OidcWay):
        way.provider()
    elif isinstance(way, LdapWay):
        if next(way.people(), None) is None:
            raise TongxinError(code="nothing_found")
    else:
        way.try_token()  # type: ignore[attr-defined]
