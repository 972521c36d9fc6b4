"""Who has no password yet and may get a slip with a sign-in code, and who is left out and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet

from tongxin.accounts.public import batch_codes, holders_of_codes, open_of_batch, text_trouble_words
from tongxin.core.errors import Text
from tongxin.core.policy import Actor
from tongxin.organisation.models import CodeRun, CodeText, Person, Unit
from tongxin.organisation.reads.tree import descendant_ids, path_names
from tongxin.organisation.rights import ACCOUNT_MANAGE, reach
from tongxin.organisation.rights.guarded import guarded_people
from tongxin.organisation.rights.holdings import present

NONE_CHOSEN = Q(("user__password__startswith", UNUSABLE_PASSWORD_PREFIX))
WITHOUT_PASSWORD = Q(user=None) | Q(NONE_CHOSEN, user__is_active=True)
MOST_NAMED = 200
CHUNK = 1000


@dataclass(frozen=True)
class Slip:
    """One slip of paper: whose, with which code."""

    name: str
    number: str
    code: str


@dataclass(frozen=True)
class Team:
    """The slips of one unit: one page, or several."""

    name: str
    slips: list[Slip]


def people_of(unit: Unit, actor: Actor) -> QuerySet[Person]:
    """Return who works in a unit and below it today, as far as the actor may give codes; never himself."""
    far = reach(actor, ACCOUNT_MANAGE)
    people = Person.objects.filter(present(), home_id__in=descendant_ids(unit.pk)).exclude(pk=actor.person_id or 0)
    return people if far.everywhere else people.filter(home_id__in=far.unit_ids())


def newcomers(unit: Unit, actor: Actor) -> QuerySet[Person]:
    """Return who of them has no password and needs nobody else to vouch for him."""
    return people_of(unit, actor).filter(WITHOUT_PASSWORD).exclude(guarded_people())


def need_two_persons(unit: Unit, actor: Actor) -> list[Person]:
    """Return who of them has no password, but holds a duty for which two must vouch: by number, 200 at most."""
    rows = people_of(unit, actor).filter(WITHOUT_PASSWORD).filter(guarded_people()).select_related("home")
    return list(rows.order_by("staff_no")[:MOST_NAMED])


def closed_accounts(unit: Unit, actor: Actor) -> list[Person]:
    """Return who of them has an account that was closed: by number, 200 at most."""
    rows = people_of(unit, actor).filter(user__is_active=False).select_related("home")
    return list(rows.order_by("staff_no")[:MOST_NAMED])


def with_password(unit: Unit, actor: Actor) -> int:
    """Return how many of them sign in with a password already."""
    return people_of(unit, actor).filter(~NONE_CHOSEN, user__is_active=True).count()


def without_open_code(people: list[Person]) -> list[Person]:
    """Return who of these holds no code that still counts. One query."""
    open_ = holders_of_codes([person.user_id for person in people if person.user_id])
    return [person for person in people if person.user_id not in open_]


def runs_of(user_id: int | None) -> QuerySet[CodeRun]:
    """Return the runs that somebody ordered, the newest first."""
    return CodeRun.objects.filter(by_id=user_id).select_related("unit").order_by("-pk")


def teams_of(run: CodeRun) -> Iterator[Team]:
    """Return the slips of a run by unit; of codes that still count only, and of people who are still here."""
    rows = _slips(run)
    for name, group in groupby(rows, key=lambda row: row[0]):
        yield Team(name, [slip for _, slip in group])


def _slips(run: CodeRun) -> Iterator[tuple[str, Slip]]:
    below = Unit.objects.filter(pk__in=descendant_ids(run.unit_id))
    names = path_names(below)
    people: QuerySet[Any, Any] = Person.objects.filter(present(), home__in=below, user__isnull=False)
    seed, rows = bytes.fromhex(run.seed), people.filter(user__codes__batch=run.key).order_by("home__code", "staff_no")
    chunk: list[Any] = []
    for row in rows.values_list("user_id", "home_id", "name", "staff_no").iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield from _told(run.key, seed, chunk, names)
            chunk = []
    yield from _told(run.key, seed, chunk, names)


def _told(key: str, seed: bytes, rows: list[Any], names: dict[int, str]) -> Iterator[tuple[str, Slip]]:
    ids = [row[0] for row in rows]
    open_, codes = open_of_batch(key, ids), batch_codes(seed, ids)
    for user_id, home_id, name, number in rows:
        if user_id in open_:
            yield names.get(home_id, ""), Slip(name, number, codes[user_id])


def not_reached(run: CodeRun) -> list[tuple[Person, Text]]:
    """Return who of a run by text message got none, and why: by number, 200 at most."""
    rows = CodeText.objects.filter(run=run).exclude(trouble="").select_related("person", "person__home")
    return [(row.person, text_trouble_words(row.trouble)) for row in rows.order_by("person__staff_no")[:MOST_NAMED]]


def count_sent(run: CodeRun) -> int:
    """Return to how many people of a run a text message went."""
    return CodeText.objects.filter(run=run, sent_at__isnull=False).count()


def address_of_sign_in() -> str:
    """Return the address that stands on the slips."""
    return str(settings.PUBLIC_URL)
