"""Makes the demo company: units, people, routes, and six weeks of matters, each on its day."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from tongxin.accounts.public import confirm_notice, version_in_force
from tongxin.casework.public import set_route
from tongxin.config.demo.exports import take_files
from tongxin.config.demo.people import CAST, PASSWORD, Cast, colleagues
from tongxin.config.demo.reminders import want_mail
from tongxin.config.demo.telling import tell
from tongxin.config.demo.units import ADMINISTRATIVE, LINES
from tongxin.core import clock
from tongxin.core.acts import working
from tongxin.core.policy import Actor, system_actor
from tongxin.inbox.public import mail_is_set_up, measure_task
from tongxin.journal.public import catch_up
from tongxin.organisation.public import (
    Person,
    Unit,
    actor_for,
    appoint,
    find_unit,
    found_unit,
    give_account,
    grant_role,
    join_unit,
    register_person,
)

FOUNDED = date(2016, 7, 1)
HIRED = date(2019, 3, 1)
ROUTES = {
    "": "TH-06", "canteen": "TH-05", "housing": "TH-05", "facilities": "TH-05", "commuting": "TH-05", "pay": "TH-06",
    "hours": "TH-06", "contract": "TH-06", "growth": "TH-06", "safety": "TH-07", "equipment": "TH-03",
}  # fmt: skip
UNION_ROUTES = {"relief": "GH-01", "women": "GH-01", "activities": "GH-01"}
PARTY_STANDINGS = ("full", "full", "full", "full", "probationary", "activist")
BATCH = 40
UNREAD = "10018"  # meets the privacy notice at the first sign-in


def build(echo: Callable[[str], None]) -> None:
    """Make the demo company in an empty installation."""
    actor = system_actor("demo")
    with clock.at(_moment(HIRED)):
        units = _units(actor)
        people = _people(actor, units)
    echo(f"{len(units)} units, {len(people)} people")
    _posts(actor, units, people)
    _accounts(actor, people)
    _routes(actor, units)
    catch_up()
    if mail_is_set_up():
        want_mail(people)
    echo(f"{tell(people)} cases")
    take_files(people)
    measure_task()
    catch_up()


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9), clock.zone())


def _units(actor: Actor) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    with working():
        for code, name, kind, parent in ADMINISTRATIVE:
            units[code] = found_unit(
                actor=actor,
                line="administrative",
                code=code,
                name=name,
                type_code=kind,
                parent=units.get(parent),
                day=FOUNDED,
            )
        for line, code, name, kind, parent, serves in LINES:
            units[code] = found_unit(
                actor=actor, line=line, code=code, name=name, type_code=kind, parent=units.get(parent),
                serves=units[serves], day=FOUNDED,
            )  # fmt: skip
    return units


def _people(actor: Actor, units: dict[str, Unit]) -> dict[str, Person]:
    people: dict[str, Person] = {}
    with working():
        for one in CAST:
            people[one.number] = register_person(
                actor=actor, name=one.name, staff_no=one.number, home=units[one.home], from_on=HIRED, kind=one.kind,
                sex=one.sex, born_on=date.fromisoformat(one.born), phone=one.phone,
            )  # fmt: skip
            _join(actor, people[one.number], one, units)
    rest = colleagues()
    for start in range(0, len(rest), BATCH):
        with working():
            for number, name, sex, home, year in rest[start : start + BATCH]:
                people[number] = _colleague(actor, number, name, sex, units[home], year)
    return people


def _join(actor: Actor, person: Person, one: Cast, units: dict[str, Unit]) -> None:
    if one.party is not None:
        standing, code = one.party
        join_unit(actor=actor, person=person, unit=units[code], standing=standing, from_on=HIRED)
    for _line, code in one.lines:
        join_unit(actor=actor, person=person, unit=units[code], from_on=HIRED)


def _colleague(actor: Actor, number: str, name: str, sex: str, home: Unit, year: int) -> Person:
    n = int(number[1:])
    kind = "retired" if home.code == "TH-10" else "dispatched" if n % 17 == 0 else "employee"
    person = register_person(
        actor=actor, name=name, staff_no=number, home=home, from_on=HIRED, kind=kind, sex=sex,
        born_on=date(min(year, 1963) if kind == "retired" else year, n % 12 + 1, n % 27 + 1),
    )  # fmt: skip
    for line, code, standing in _belongings(n, home, year):
        unit = find_unit(line, code)
        if unit is not None:
            join_unit(actor=actor, person=person, unit=unit, standing=standing, from_on=HIRED)
    return person


def _belongings(n: int, home: Unit, year: int) -> list[tuple[str, str, str]]:
    """Return line, unit and standing to which a colleague belongs: what serves his place of work, or the nearest above."""
    serving = _serving(home)
    found = []
    if n % 4 == 0 and "party" in serving:
        found.append(("party", serving["party"], PARTY_STANDINGS[n // 4 % len(PARTY_STANDINGS)]))
    if "union" in serving:
        found.append(("union", serving["union"], "member"))
    if year > clock.today().year - 29 and "league" in serving:
        found.append(("league", serving["league"], "member"))
    return found


def _serving(home: Unit | None) -> dict[str, str]:
    """Return by line the code of the unit that serves a place, looking upwards."""
    if home is None:
        return {}
    units = Unit.objects.filter(serves=home).exclude(type__code="group").order_by("-code")
    return _serving(home.parent) | {unit.line: unit.code for unit in units}


def _posts(actor: Actor, units: dict[str, Unit], people: dict[str, Person]) -> None:
    with clock.at(_moment(date(2024, 3, 1))), working():
        for one in CAST:
            for place, (_line, code, post, title) in enumerate(one.posts):
                appoint(
                    actor=actor, person=people[one.number], unit=units[code], code=post, title=title, main=place == 0,
                    from_on=date(2024, 3, 1),
                )  # fmt: skip


def _accounts(actor: Actor, people: dict[str, Person]) -> None:
    for one in CAST:
        person = give_account(actor=actor, person=people[one.number], password=PASSWORD, must_change=False)
        if one.number != UNREAD and person.user is not None:
            confirm_notice(actor=actor_for(person), user=person.user, version=version_in_force())
        if one.role:
            last = clock.today() + timedelta(days=365)
            grant_role(actor=actor, person=people[one.number], role=one.role, reason="三员分立", last_on=last)


def _routes(actor: Actor, units: dict[str, Unit]) -> None:
    with working():
        for category, code in ROUTES.items():
            set_route(actor=actor, category=category, scope=units["TH"], unit=units[code])
        for category, code in UNION_ROUTES.items():
            set_route(actor=actor, category=category, scope=units["TH-01"], unit=units[code])
