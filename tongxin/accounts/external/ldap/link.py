"""A connection to the directory: encrypted, checked, without referrals, with short waits."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from ldap3 import NONE, SUBTREE, Connection, Server, Tls
from ldap3.core.exceptions import LDAPException

from tongxin.accounts.external.identity import NotAcceptedError, SilentError
from tongxin.accounts.external.outbound import HERE

CONNECT, RECEIVE = 4, 8
PAGE = 500
FOUND = "searchResEntry"
Entry = tuple[str, dict[str, list[Any]]]


class Link:
    """Opens connections to one configured directory. Raises SilentError where it does not answer as it should."""

    def __init__(self, *, url: str, starttls: bool, ca: str) -> None:
        parts = urlsplit(url)
        self.starttls = starttls and parts.scheme == "ldap"
        if parts.scheme != "ldaps" and not self.starttls and parts.hostname not in HERE:
            raise SilentError(code="not_encrypted")  # passwords never cross a network in the clear
        tls = Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=ca or None, version=ssl.PROTOCOL_TLS_CLIENT)
        self.server = Server(url, tls=tls, get_info=NONE, connect_timeout=CONNECT)

    @contextmanager
    def bound(self, dn: str, password: str) -> Iterator[Connection]:
        """Open a connection bound as somebody. Raises NotAcceptedError for a wrong or an empty password."""
        if not dn or not password:  # a server would take an empty one as "nobody" and say yes (RFC 4513, 5.1.2)
            raise NotAcceptedError(code="no_password")
        try:
            connection = Connection(
                self.server, user=dn, password=password, auto_referrals=False, receive_timeout=RECEIVE, read_only=True,
                check_names=False,
            )  # fmt: skip
            connection.open()
            if self.starttls and not connection.start_tls():
                raise SilentError(code="starttls")
            right = connection.bind()
        except LDAPException as error:
            raise SilentError from error
        try:
            if not right:
                raise NotAcceptedError(code="wrong_password")
            yield connection
        except LDAPException as error:
            raise SilentError from error
        finally:
            _close(connection)


def entries(connection: Connection, base: str, condition: str, attributes: list[str]) -> Iterator[Entry]:
    """Yield distinguished name and attributes of what is found, page by page; references elsewhere are left out."""
    found = connection.extend.standard.paged_search(
        base, condition, search_scope=SUBTREE, attributes=attributes, paged_size=PAGE, generator=True
    )
    for one in found:
        if one.get("type") == FOUND:
            yield one["dn"], {name.casefold(): values for name, values in one["raw_attributes"].items()}


def text_of(values: dict[str, list[Any]], attribute: str) -> str:
    """Return the first value of an attribute as text; bytes that are no text (objectGUID) in hexadecimal."""
    first = next(iter(values.get(attribute.casefold(), [])), b"")
    raw = first if isinstance(first, bytes) else str(first).encode()
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return raw.hex()
    return text if text.isprintable() else raw.hex()


def _close(connection: Connection) -> None:
    try:
        connection.unbind()
    except LDAPException:
        return
