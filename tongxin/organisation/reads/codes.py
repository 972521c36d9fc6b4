"""Sign-in codes as the administrators' pages show them."""

from dataclasses import dataclass

from tongxin.accounts.public import SignInCode, last_used_code, open_codes, waiting_codes
from tongxin.organisation.models import Person

MOST = 100


@dataclass(frozen=True)
class WaitingCode:
    """A code that waits for a second person: whose it is, who asked for it, and why."""

    code: SignInCode
    person: Person
    asked_by: Person | None


def waiting_for_second() -> list[WaitingCode]:
    """Return the codes that wait for a second person, newest first, 100 at most. Two queries."""
    codes = list(waiting_codes()[:MOST])
    users = {code.user_id for code in codes} | {code.asked_by_id for code in codes if code.asked_by_id}
    people = {person.user_id: person for person in Person.objects.filter(user_id__in=users).select_related("home")}
    found = [code for code in codes if code.user_id in people]
    return [WaitingCode(code, people[code.user_id], people.get(code.asked_by_id)) for code in found]


def open_code_of(person: Person) -> SignInCode | None:
    """Return the code that is open for somebody's account."""
    return open_codes().filter(user_id=person.user_id).first() if person.user_id else None


def used_code_of(person: Person) -> SignInCode | None:
    """Return the code with which somebody's password was chosen within the last 30 days."""
    return last_used_code(person.user) if person.user is not None else None
