"""The scenes: a large tree, a large roster, many cases, many writers. Each builds what it needs and returns figures."""

import json
import os
import random
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from benchmarks.figures import Figure, p95, timed
from benchmarks.lists import lists
from benchmarks.make_roster import unit_codes, write_roster
from benchmarks.raising import raising
from benchmarks.slow import slow
from tongxin.accounts.public import open_account
from tongxin.casework.models import Case
from tongxin.casework.public import Matter, case_stats, raise_case, visible_cases
from tongxin.casework.reads.queue import found_cases, queue_page
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.models import DoneAct
from tongxin.core.policy import Actor, system_actor
from tongxin.journal.public import verify
from tongxin.organisation.public import (
    Unit,
    actor_for,
    appoint,
    descendant_ids,
    find_unit,
    found_unit,
    import_people,
    import_units,
    load_unit_types,
    move_unit,
    register_person,
    search_units,
)
from tongxin.rulebook.public import adopt_pack

ME = system_actor("bench")
ROSTER_UNITS = 2_000
RAISERS = 300
COMPANY = 50_000
STATES = ("closed", "in_hand", "in_hand", "raised", "raised")
WORDS = ["食堂", "班车", "宿舍", "工资", "加班", "设备", "安全", "更衣室", "培训", "体检"]


def run(names: list[str], *, cases: int, people: int) -> list[Figure]:
    """Run scenes in order and return all figures."""
    call_command("migrate", verbosity=0)
    adopt_pack(actor=ME)
    load_unit_types(actor=ME)
    chosen = names or ["tree", "roster", "cases", "writers", "raising", "lists"]
    found: list[Figure] = []
    for name in chosen:
        found += {
            "tree": tree,
            "roster": lambda: roster(people),
            "cases": lambda: many_cases(cases),
            "writers": writers,
            "raising": lambda: raising(COMPANY),
            "lists": lambda: lists(cases, COMPANY),
            "slow": slow,
        }[name]()
    busy = round(os.getloadavg()[2], 1)
    return [*found, Figure("processes that wanted the two cores, mean of 15 minutes", busy, "")]


def tree() -> list[Figure]:
    """A tree of 44,703 units: import, again, move of a large subtree, as at a day, search."""
    file = Path(settings.HOME) / "tree.json"
    data = os.environ.get("TONGXIN_DATA")
    real = Path(data) / "tree" / "divisions_44703.json" if data else None
    file.write_text(real.read_text(encoding="utf-8") if real else json.dumps(_made_tree()), encoding="utf-8")
    today = clock.today()
    first = timed(lambda: import_units(actor=ME, path=file, today=today))[0]
    again = timed(lambda: import_units(actor=ME, path=file, today=today))[0]
    big = _subtree_near(3000)
    heir = found_unit(actor=ME, line="administrative", code="NEW", name="新总部", type_code="other", day=today)
    day = today + timedelta(days=1)
    moved = timed(lambda: move_unit(actor=ME, unit=big, parent=heir, day=day))[0]
    below = timed(lambda: descendant_ids(big.pk, today).count(), 20)
    search = timed(lambda: search_units("dongcheng" if real else "单位 77"), 20)
    note = "real tree" if real else "made tree"
    return [
        Figure("import of 44,703 units", round(first, 1), "s", 60, note),
        Figure("the same again, nothing changed", round(again, 1), "s", None, note),
        Figure(f"move of {descendant_ids(big.pk, today).count():,} units with history", round(moved * 1000), "ms", 100),
        Figure("a subtree as at a day, p95", p95(below), "ms", 5),
        Figure("search of units by pinyin, p95", p95(search), "ms", 80),
    ]


def _made_tree() -> list[dict[str, object]]:
    def node(code: str, depth: int) -> dict[str, object]:
        width = [14, 12, 8][depth] if depth < 3 else 0
        return {
            "code": code,
            "name": f"单位 {code}",
            "children": [node(f"{code}{n:02d}", depth + 1) for n in range(width)],
        }

    return [node(f"{n:02d}", 0) for n in range(31)]


def _subtree_near(size: int) -> Unit:
    roots = Unit.objects.filter(parent=None, line="administrative")
    return min(roots, key=lambda root: abs(descendant_ids(root.pk, clock.today()).count() - size))


def roster(people: int) -> list[Figure]:
    """A roster of 100,000 invented people: dry run with differences, and applied."""
    file, today = Path(settings.HOME) / "roster.xlsx", clock.today()
    plants = [{"code": code, "name": f"车间 {code}", "children": []} for code in unit_codes(ROSTER_UNITS)]
    tree_file = Path(settings.HOME) / "plants.json"
    tree_file.write_text(json.dumps([{"code": "P", "name": "名册公司", "children": plants}]), encoding="utf-8")
    import_units(actor=ME, path=tree_file, today=today)
    write_roster(file, people, ROSTER_UNITS)
    dry = timed(lambda: import_people(actor=ME, path=file, dry_run=True, today=today))[0]
    real = timed(lambda: import_people(actor=ME, path=file, today=today))[0]
    again = timed(lambda: import_people(actor=ME, path=file, dry_run=True, today=today))[0]
    return [
        Figure(f"roster of {people:,}: dry run", round(dry, 1), "s", 60),
        Figure(f"roster of {people:,}: applied", round(real, 1), "s"),
        Figure(f"roster of {people:,}: dry run, compared with what is stored", round(again, 1), "s", 60),
    ]


def _company() -> list[Unit]:
    if find_unit("administrative", "B") is None:
        top = found_unit(
            actor=ME, line="administrative", code="B", name="基准公司", type_code="company", day=clock.today()
        )
        for n in range(60):
            found_unit(
                actor=ME, line="administrative", code=f"B{n:02d}", name=f"车间{n:02d}", type_code="workshop",
                parent=top, day=clock.today(),
            )  # fmt: skip
    return list(Unit.objects.filter(code__startswith="B").order_by("code"))


def _handler(unit: Unit, number: str) -> Actor:
    person = register_person(actor=ME, name=f"经办{number}", staff_no=number, home=unit)
    appoint(actor=ME, person=person, unit=unit, code="handler", title="诉求经办人")
    person.user = open_account(actor=ME, number=number)
    person.save(update_fields=["user"])
    return actor_for(person)


def many_cases(count: int) -> list[Figure]:
    """Many cases: pages of the queue, the first and deep ones, a search, and the whole page by HTTP."""
    units = _company()
    actor = _handler(units[1], "H1")
    _fill(units, count)
    first = timed(lambda: queue_page(_fresh(actor), found_cases(_fresh(actor), "open")), 20)
    deep = _deep(actor, pages=20)
    search = timed(lambda: queue_page(_fresh(actor), found_cases(_fresh(actor), "open", "食堂")), 10)
    client = Client(headers={"host": "localhost"})
    client.force_login(_user(actor), backend="tongxin.accounts.sign_in.NumberOrPhoneBackend")
    page = timed(lambda: client.get("/queue?view=open"), 20)
    home = timed(lambda: client.get("/"), 20)
    return [
        Figure(f"queue page, {visible_cases(actor).count():,} of {count:,} cases in reach, p95", p95(first), "ms", 150),
        Figure("queue page 20 pages on, p95", p95(deep), "ms", 150),
        Figure("queue with a word searched, p95", p95(search), "ms", 150),
        Figure("queue by HTTP, p95", p95(page), "ms", 80),
        Figure("home by HTTP, p95", p95(home), "ms", 80),
        Figure("stats of all cases", round(timed(case_stats)[0], 1), "s"),
    ]


def _fresh(actor: Actor) -> Actor:
    return Actor(person_id=actor.person_id, name=actor.name)


def _user(actor: Actor) -> object:
    from tongxin.organisation.models import Person

    return Person.objects.get(pk=actor.person_id).user


def _deep(actor: Actor, *, pages: int) -> list[float]:
    after, taken = "", []
    for _ in range(pages):
        cases = found_cases(_fresh(actor), "open")
        mark = after
        taken += timed(lambda cases=cases, mark=mark: queue_page(_fresh(actor), cases, after=mark))
        after = queue_page(_fresh(actor), cases, after=mark).after
    return taken


def _fill(units: list[Unit], count: int) -> None:
    rng, now, today = random.Random(7), clock.now(), clock.today()
    raisers = [register_person(actor=ME, name=f"提出{n}", staff_no=f"R{n}", home=units[3]).pk for n in range(RAISERS)]
    for start in range(0, count, 5000):
        Case.objects.bulk_create(
            Case(
                number=f"B-{n:07d}", title=f"{rng.choice(WORDS)}的事 {n}", body=f"{rng.choice(WORDS)}有问题。",
                category="other", status=STATES[n % 5], unit=units[n % len(units)], raised_at=now,
                raiser_id=raisers[n % RAISERS], handler_id=raisers[n // 7 % RAISERS] if n % 5 < 3 else None,
                next_due_on=today + timedelta(days=rng.randrange(-30, 60)) if n % 5 else None, next_kind="accept",
            )
            for n in range(start, min(start + 5000, count))
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def writers(threads: int = 12, each: int = 40) -> list[Figure]:
    """Twelve writers at once: raising real cases, against a bare act that stores one row."""
    units = _company()
    people = [register_person(actor=ME, name=f"职工{n}", staff_no=f"W{n}", home=units[2]) for n in range(threads)]
    _handler(units[2], "H2")
    errors: list[str] = []

    def raising(n: int) -> None:
        matter = Matter(body="更衣室夜里没有热水，报修过两次。", place=units[2], mode="named")
        for _ in range(each):
            raise_case(actor=actor_for(people[n]), matter=matter)

    def bare(n: int) -> None:
        for k in range(each):
            _one_row(actor=ME, key=f"{n}-{k}")

    full, plain = _race(raising, threads, errors), _race(bare, threads, errors)
    report = verify()
    total = threads * each
    return [
        Figure("cases raised by 12 writers at once", round(total / full), "a second"),
        Figure("the same with a bare act that stores one row", round(total / plain), "a second"),
        Figure("ratio of the two", round(plain / full, 2), "", 0.4),
        Figure("errors while 12 wrote", len(errors), "", 0, "; ".join(sorted(set(errors)))[:80]),
        Figure("findings in the journal afterwards", len(report.findings), "", 0, f"{report.entries:,} entries"),
        Figure("numbers handed out twice", _doubled(), "", 0),
    ]


def _doubled() -> int:
    numbers = Case.objects.exclude(number__startswith="B-").values_list("number", flat=True)
    return len(numbers) - len(set(numbers))


@act
def _one_row(*, actor: Actor, key: str) -> None:
    DoneAct.objects.create(key=key, actor=actor.label, name="bench")


def _race(work: Callable[[int], None], threads: int, errors: list[str]) -> float:
    def guarded(n: int) -> None:
        try:
            work(n)
        except Exception as error:  # noqa: BLE001 - the benchmark counts what writers meet
            errors.append(str(error))
        finally:
            connection.close()

    def all_at_once() -> None:
        running = [threading.Thread(target=guarded, args=(n,)) for n in range(threads)]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()

    return timed(all_at_once)[0]
