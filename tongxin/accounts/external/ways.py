"""The ways in that are configured, in the order of the sign-in page."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from tongxin.accounts.external.directory import Directory
from tongxin.accounts.external.flow import Flow
from tongxin.accounts.external.identity import Identity
from tongxin.accounts.external.ldap.way import LdapWay
from tongxin.accounts.external.oidc.way import OidcWay
from tongxin.accounts.external.suites.dingtalk import DingTalk
from tongxin.accounts.external.suites.feishu import Feishu
from tongxin.accounts.external.suites.suite import Suite
from tongxin.accounts.external.suites.wecom import WeCom


class Way(Protocol):
    """One way in. ``password`` says that the name and password of the other system are typed here."""

    @property
    def code(self) -> str:
        """Return the short name in addresses and in the journal."""

    @property
    def label(self) -> str:
        """Return the name that people know it by."""

    @property
    def password(self) -> bool:
        """Return whether it is a form here, not a page there."""


class RedirectWay(Way, Protocol):
    """A way that leads to a page of the other system and back."""

    def address(self, flow: Flow, callback: str) -> str:
        """Return where the browser goes."""

    def identity(self, flow: Flow, callback: str, answer: Mapping[str, str]) -> Identity:
        """Return who came back. Raises NotAcceptedError, CancelledError and SilentError."""


def ways() -> list[Way]:
    """Return the configured ways; none where nothing is configured."""
    found = (way_of(code) for code in settings.EXTERNAL)
    return [way for way in found if way is not None]


def way_of(code: str) -> Way | None:
    """Return a configured way, or None."""
    values = settings.EXTERNAL.get(code)
    return _MAKERS[code](dict(values)) if values and code in _MAKERS else None


def redirect_way(code: str) -> RedirectWay | None:
    """Return a configured way that leads to a page of the other system, or None."""
    way = way_of(code)
    return None if way is None or way.password else way  # type: ignore[return-value]


def label_of(code: str) -> str:
    """Return what people call a way, also one that is configured no longer."""
    way = way_of(code)
    return way.label if way else _labels().get(code, code)


def _labels() -> dict[str, str]:
    return {
        "oidc": _("Company sign-in"),
        "ldap": _("Domain account"),
        "wecom": _("WeCom"),
        "dingtalk": _("DingTalk"),
        "feishu": _("Feishu"),
    }


def _oidc(values: dict[str, Any]) -> Way:
    values["label"] = values["label"] or _labels()["oidc"]
    return OidcWay(**values)


def _ldap(values: dict[str, Any]) -> Way:
    values["label"] = values["label"] or _labels()["ldap"]
    return LdapWay(**values)


def _suite(kind: type[Suite]) -> Callable[[dict[str, Any]], Way]:
    def made(values: dict[str, Any]) -> Way:
        values["label"] = values["label"] or _labels()[kind.code]
        return kind(**values)

    return made


_MAKERS: dict[str, Callable[[dict[str, Any]], Way]] = {
    "oidc": _oidc,
    "ldap": _ldap,
    "wecom": _suite(WeCom),
    "dingtalk": _suite(DingTalk),
    "feishu": _suite(Feishu),
}


def directory_of(code: str) -> Directory | None:
    """Return a configured system that tells of units and people, or None."""
    way = way_of(code)
    return way if hasattr(way, "units") else None  # type: ignore[return-value]
