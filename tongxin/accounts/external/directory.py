"""What a directory tells of units and people, in one shape for LDAP and for the suites."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class DirectoryUnit:
    """A unit: ``code`` names it for ever, ``parent`` is the code of the one above it, empty at the top."""

    code: str
    name: str
    parent: str = ""


@dataclass(frozen=True)
class DirectoryPerson:
    """Somebody who works in the unit of a code."""

    staff_no: str
    name: str
    unit: str = ""
    phone: str = ""


class Directory(Protocol):
    """A system that tells of units and people."""

    def units(self) -> Iterator[DirectoryUnit]:
        """Yield the units, each after the one above it. Raises SilentError and NotAcceptedError."""

    def people(self) -> Iterator[DirectoryPerson]:
        """Yield the people, once each. Raises SilentError and NotAcceptedError."""
