"""The demo company: invented, made through the services that everybody uses, always as fresh as today."""

from tongxin.config.demo.build import build
from tongxin.config.demo.people import CAST, PASSWORD


def sign_ins() -> list[tuple[str, str, str, str]]:
    """Return role, name, staff number and password of the people whom a visitor may be."""
    return [(one.account, one.name, one.number, PASSWORD) for one in CAST if one.account]


__all__ = ["build", "sign_ins"]
