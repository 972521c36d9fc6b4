"""What the three suites share: a token of the application, calls with a fault code, a tree of departments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.core.cache import cache

from tongxin.accounts.external.directory import DirectoryPerson, DirectoryUnit
from tongxin.accounts.external.flow import Flow
from tongxin.accounts.external.identity import CancelledError, Identity, NotAcceptedError
from tongxin.accounts.external.outbound import ask, origin_of
from tongxin.core import crypto

EARLY = 300
DEEPEST = 40
LONGEST_CODE = 1024
Department = tuple[str, str, str]  # number, name, number of the one above


@dataclass(frozen=True)
class Suite:
    """An application that the administrator registered at a suite. It is asked at its configured addresses only."""

    app: str
    secret: str = field(repr=False)
    company: str
    agent: str
    page: str
    api: str
    also: str
    root: str
    trusted: bool
    label: str
    password: ClassVar[bool] = False
    code: ClassVar[str]
    fault_name: ClassVar[str] = "errcode"
    faults: ClassVar[Mapping[int | str, str]]
    code_name: ClassVar[str] = "code"

    def address(self, flow: Flow, callback: str) -> str:
        """Return where the browser goes."""
        raise NotImplementedError

    def who(self, flow: Flow, callback: str, code: str) -> tuple[str, str]:
        """Return the lasting number of who came back, and the staff number that the suite says."""
        raise NotImplementedError

    def fresh_token(self) -> tuple[str, int]:
        """Return a new token of the application, and for how many seconds it is good."""
        raise NotImplementedError

    def departments(self) -> Iterator[Department]:
        """Yield the departments, each after the one above it."""
        raise NotImplementedError

    def members(self, department: str) -> Iterator[DirectoryPerson]:
        """Yield those who work directly in a department; ``unit`` is the number of the department that counts."""
        raise NotImplementedError

    def identity(self, flow: Flow, callback: str, answer: Mapping[str, str]) -> Identity:
        """Return who came back. Raises NotAcceptedError, CancelledError and SilentError."""
        if "error" in answer:
            raise CancelledError
        code = answer.get(self.code_name) or answer.get("code", "")
        if not code or len(code) > LONGEST_CODE:
            raise NotAcceptedError(code="no_code")
        subject, staff_no = self.who(flow, callback, code)
        if not subject:
            raise NotAcceptedError(code="not_a_member")
        return Identity(self.code, f"{self.api} {self.company or self.app}", subject, staff_no if self.trusted else "")

    def units(self) -> Iterator[DirectoryUnit]:
        """Yield the departments as units; those at the top stand below the configured unit."""
        for number, name, parent in self.departments():
            yield DirectoryUnit(self.unit_code(number), name, self.unit_code(parent) if parent else self.root)

    def people(self) -> Iterator[DirectoryPerson]:
        """Yield the people once each, in the first of their departments that is asked."""
        seen: set[str] = set()
        for number in ["", *(number for number, _name, _parent in self.departments())]:
            for one in self.members(number):
                if one.staff_no and one.staff_no in seen:
                    continue
                seen.add(one.staff_no)
                place = self.unit_code(one.unit) if one.unit else self.root
                yield DirectoryPerson(one.staff_no, one.name, place, one.phone)

    def unit_code(self, number: str) -> str:
        """Return the code of the unit that a department becomes: it stays when the department is renamed or moved."""
        return f"{self.code}-{number}"

    def try_token(self) -> None:
        """Get a token afresh: so the check tells whether id, secret and address are right."""
        self.fresh_token()

    def token(self, *, again: bool = False) -> str:
        """Return the token of the application, kept sealed until shortly before its end."""
        name = f"suite:{self.code}:{self.app}"
        kept = None if again else cache.get(name)
        if kept:
            return crypto.unseal(str(kept), name)
        token, seconds = self.fresh_token()
        cache.set(name, crypto.seal(token, name), max(60, seconds - EARLY))
        return token

    def call(self, method: str, path: str, *, base: str = "", **given: Any) -> dict[str, Any]:
        """Return what the suite answers. A fault becomes the word of its sentence. ``query`` goes into the address."""
        query = given.pop("query", None)
        address = f"{base or self.api}{path}{f'?{urlencode(query)}' if query else ''}"
        allowed = {origin_of(one) for one in (self.api, self.also) if one}
        answer = ask(method, address, allowed=allowed, any_status=True, **given)
        fault = answer.get(self.fault_name, 0)
        if fault not in (0, "0", None):
            raise NotAcceptedError(code=self.faults.get(fault, f"{self.code}_{str(fault)[:40]}"))
        return answer

    def as_app(self, method: str, path: str, **given: Any) -> dict[str, Any]:
        """Call with the token of the application; with a new one if the old one is no longer taken."""
        try:
            return self.with_token(self.token(), method, path, **given)
        except NotAcceptedError as error:
            if error.code != "stale_token":
                raise
            return self.with_token(self.token(again=True), method, path, **given)

    def with_token(self, token: str, method: str, path: str, **given: Any) -> dict[str, Any]:
        """Call with a token: in the address, as WeCom and DingTalk want it."""
        query = {"access_token": token} | given.pop("query", {})
        return self.call(method, path, query=query, **given)


def text(value: object) -> str:
    """Return a value of an answer as text; empty for anything that is none."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def rows(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list of an answer."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def part(answer: dict[str, Any], name: str) -> dict[str, Any]:
    """Return an object inside an answer; empty where there is none."""
    found = answer.get(name)
    return found if isinstance(found, dict) else {}
