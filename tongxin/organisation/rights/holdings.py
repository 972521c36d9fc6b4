"""Who holds which role on which unit today: by a post, by a grant, or because a holder delegated it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value

from tongxin.core import clock
from tongxin.core.policy import Actor
from tongxin.organisation.models import Delegation, Grant, Person, Post
from tongxin.organisation.rights.book import book

PRESENT, POST, GRANT, LENT = "person", "post", "grant", "lent"
Row = tuple[str, int, str, int | None]


@dataclass(frozen=True)
class Holding:
    """One role held on a unit (None: where a unit does not matter). ``giver_id`` is set when it was delegated."""

    person_id: int
    role: str
    unit_id: int | None
    giver_id: int | None = None


def present(prefix: str = "") -> Q:
    """Return the condition that a person has not left; who has left holds nothing."""
    return Q(**{f"{prefix}left_on": None}) | Q(**{f"{prefix}left_on__gt": clock.today()})


def holdings(actor: Actor) -> list[Holding]:
    """Return what the actor holds today, read once a request; a system job holds nothing by name."""
    if actor.person_id is None:
        return []
    if "holdings" not in actor.memory:
        actor.memory["holdings"] = holdings_of(actor.person_id)
    found: list[Holding] = actor.memory["holdings"]
    return found


def holdings_of(person_id: int) -> list[Holding]:
    """Return what a person holds today. One query; a second one where somebody lets him act for himself."""
    rows = list(_rows([person_id], _lent_to(person_id)))
    if not any(what == PRESENT for what, *_rest in rows):
        return []
    lent = [
        Delegation(giver_id=giver, taker_id=person_id, role=role, unit_id=unit_id)
        for what, giver, role, unit_id in rows
        if what == LENT and unit_id is not None
    ]
    rows += _rows({delegation.giver_id for delegation in lent}) if lent else ()
    own = _held(rows)
    basics = [Holding(person_id, role, None) for role in sorted(book().everyone)]
    mine = [held for held in own if held.person_id == person_id and held.role]
    return basics + mine + effective(lent, own)


def effective(delegations: Iterable[Delegation], own: Collection[Holding]) -> list[Holding]:
    """Return the delegations that count: only while the giver himself holds that very role on that very unit.

    ``own`` are holdings by post or grant; what was delegated to the giver is never passed on.
    """
    have = {(held.person_id, held.role, held.unit_id) for held in own}
    return [
        Holding(lent.taker_id, lent.role, lent.unit_id, lent.giver_id)
        for lent in delegations
        if (lent.giver_id, lent.role, lent.unit_id) in have
    ]


def givers(actor: Actor) -> frozenset[int]:
    """Return whose roles the actor holds today by delegation. No query beyond those of ``holdings``."""
    return frozenset(held.giver_id for held in holdings(actor) if held.giver_id is not None)


def stand_ins(person_ids: Collection[int]) -> frozenset[int]:
    """Return to whom these people have delegated a role that counts today. Two queries; none for nobody."""
    if not person_ids:
        return frozenset()
    lent = list(Delegation.objects.on(clock.today()).filter(giver_id__in=person_ids))
    return frozenset(held.person_id for held in effective(lent, _held(_rows(person_ids) if lent else ())))


def has_role(person_id: int, role: str) -> bool:
    """Return whether the person holds the role anywhere today."""
    return any(held.role == role for held in holdings_of(person_id))


def _held(rows: Iterable[Row]) -> list[Holding]:
    return [Holding(who, _role(what, code), unit) for what, who, code, unit in rows if what in (POST, GRANT)]


def _rows(people: Collection[int], *more: QuerySet[Any, Any]) -> Iterable[Row]:
    today = clock.today()
    here = Person.objects.filter(present(), pk__in=people)
    posts = Post.objects.on(today).filter(present("person__"), person_id__in=people)
    grants = Grant.objects.on(today).filter(present("person__"), person_id__in=people)
    nothing = Value(None, output_field=Post._meta.get_field("unit"))
    parts: list[QuerySet[Any, Any]] = [
        _row(here.annotate(holder=F("pk"), what_code=_word(""), where=nothing), PRESENT),
        _row(posts.annotate(holder=F("person_id"), what_code=F("code"), where=F("unit_id")), POST),
        _row(grants.annotate(holder=F("person_id"), what_code=F("role"), where=F("unit_id")), GRANT),
        *more,
    ]
    return parts[0].union(*parts[1:], all=True)


def _lent_to(person_id: int) -> QuerySet[Any, Any]:
    lent = Delegation.objects.on(clock.today()).filter(taker_id=person_id)
    return _row(lent.annotate(holder=F("giver_id"), what_code=F("role"), where=F("unit_id")), LENT)


def _row(rows: Any, what: str) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = rows.annotate(what=_word(what)).values_list("what", "holder", "what_code", "where")
    return found


def _word(text: str) -> Value:
    return Value(text, output_field=CharField())


def _role(what: str, code: str) -> str:
    return code if what == GRANT else book().role_of_post(code)
