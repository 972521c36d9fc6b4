"""The way in by the name and password of the domain: search for one entry, then bind as it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ldap3.utils.conv import escape_filter_chars
from ldap3.utils.dn import parse_dn

from tongxin.accounts.external.directory import DirectoryPerson, DirectoryUnit
from tongxin.accounts.external.identity import SUBJECT_LENGTH, Identity, NotAcceptedError, SilentError
from tongxin.accounts.external.ldap.link import Link, entries, text_of

LONGEST_NAME = 200


@dataclass(frozen=True)
class LdapWay:
    """A directory as it is configured."""

    url: str
    base: str
    bind_dn: str
    bind_password: str = field(repr=False)
    label: str
    starttls: bool = True
    ca: str = ""
    filter: str = "(uid={name})"
    subject: str = "entryUUID"
    staff: str = "employeeNumber"
    trusted: bool = False
    name: str = "cn"
    phone: str = "mobile"
    people_filter: str = "(objectClass=inetOrgPerson)"
    units_filter: str = "(objectClass=organizationalUnit)"
    unit_code: str = "entryUUID"
    unit_name: str = "ou"
    root: str = ""
    code: str = "ldap"
    password: bool = True

    def link(self) -> Link:
        """Return how it is reached. Raises SilentError for a way that is not encrypted."""
        return Link(url=self.url, starttls=self.starttls, ca=self.ca)

    def identify(self, name: str, password: str) -> Identity | None:
        """Return who proves this name by this password; None for a wrong one. Raises SilentError."""
        if not name or not password or len(name) > LONGEST_NAME:
            return None
        link, found = self.link(), self._found(name)
        if found is None:
            return None
        dn, subject, staff_no = found
        try:
            with link.bound(dn, password):
                return Identity(self.code, f"{self.url} {self.base}", subject, staff_no if self.trusted else "")
        except NotAcceptedError:
            return None

    def _found(self, name: str) -> tuple[str, str, str] | None:
        """Return the one entry of a name; several are none."""
        condition = self.filter.replace("{name}", escape_filter_chars(name))
        found = list(self._read(condition, [self.subject, self.staff], most=2))
        if len(found) != 1:
            return None
        dn, values = found[0]
        subject = text_of(values, self.subject)
        if not subject or len(subject) > SUBJECT_LENGTH:
            raise SilentError(code="no_subject")
        return dn, subject, text_of(values, self.staff)

    def units(self) -> Iterator[DirectoryUnit]:
        """Yield the organisational units below the base, the higher first."""
        found = {_path(dn): values for dn, values in self._read(self.units_filter, [self.unit_code, self.unit_name])}
        codes = {path: text_of(values, self.unit_code) for path, values in found.items()}
        for path in sorted(found, key=lambda path: (len(path), path)):
            if path != _path(self.base):
                parent = codes.get(path[1:], "") if path[1:] != _path(self.base) else ""
                yield DirectoryUnit(codes[path], text_of(found[path], self.unit_name), parent or self.root)

    def people(self) -> Iterator[DirectoryPerson]:
        """Yield the people below the base, each in the unit in which the entry lies."""
        codes = {
            _path(dn): text_of(values, self.unit_code) for dn, values in self._read(self.units_filter, [self.unit_code])
        }
        for dn, values in self._read(self.people_filter, [self.staff, self.name, self.phone]):
            path = _path(dn)[1:]
            unit = codes.get(path, "") if path != _path(self.base) else self.root
            yield DirectoryPerson(
                text_of(values, self.staff), text_of(values, self.name), unit, text_of(values, self.phone)
            )

    def _read(
        self, condition: str, attributes: list[str], most: int = 0
    ) -> Iterator[tuple[str, dict[str, list[bytes]]]]:
        try:
            with self.link().bound(self.bind_dn, self.bind_password) as connection:
                for count, entry in enumerate(entries(connection, self.base, condition, attributes), 1):
                    yield entry
                    if count == most:
                        return
        except NotAcceptedError as error:
            raise SilentError(code="service_account") from error


def _path(dn: str) -> tuple[str, ...]:
    return tuple(f"{kind}={value}".casefold() for kind, value, _ in parse_dn(dn))
