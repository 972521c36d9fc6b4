"""A great many cases, put in by the database itself: a seed by the models, then copies with other keys and units.

One in ten is open, as after some years. Four in five are named; every open one has two clocks; one in a hundred is
about an officer.
"""

import random
from datetime import timedelta

from django.db import connection
from django.db.models import Max

from benchmarks.company import Company
from tongxin.casework.models import Case, Exclusion
from tongxin.clocks.models import Clock, ClockEntry
from tongxin.core import clock
from tongxin.core.db import after_bulk
from tongxin.organisation.models import Person, Post

SEED = 20_000
STATES = ["closed"] * 88 + ["withdrawn"] * 2 + ["raised"] * 4 + ["in_hand"] * 4 + ["answered"] * 2
OUTCOMES = {"closed": "unrated", "withdrawn": "withdrawn"}
PLACES = ["食堂", "班车", "宿舍", "更衣室", "澡堂", "车间", "停车场", "仓库", "办公楼", "门岗"]
MATTERS = ["没有热水", "晚点", "太吵", "漏水", "灯坏了", "加班太多", "工资算错", "少发劳保", "排队太久", "路面结冰"]
CATEGORIES = ["facilities", "canteen", "pay", "safety", "transport", "other"]


def fill(company: Company, count: int) -> None:
    """Let there be at least ``count`` cases."""
    if Case.objects.filter(number__startswith="B-").count() >= count:
        return
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True)[:20_000])
    handlers = dict(Post.objects.filter(code="handler").values_list("unit_id", "person_id"))
    seed = min(SEED, count)
    _seed(company, seed, people, handlers)
    for copy in range(1, -(-count // seed)):
        _copy(seed, copy)
    _clocks(len(company.units))
    after_bulk(Case, Clock, ClockEntry, Exclusion)


def _seed(company: Company, count: int, people: list[int], handlers: dict[int, int]) -> None:
    rng, today = random.Random(7), clock.today()
    units = company.units
    handled = [unit for unit in units if unit.pk in handlers]
    rows = []
    for number in range(count):
        unit, status = rng.choice(handled if number % 3 else units), rng.choice(STATES)
        place, matter = rng.choice(PLACES), rng.choice(MATTERS)
        named, running = number % 5 > 0, status in ("raised", "in_hand", "answered")
        raised = clock.now() - timedelta(days=rng.randrange(20 if running else 1_500))
        rows.append(
            Case(
                number=f"B-{number:08d}", key=f"B{number:021d}", mode="named" if named else "handler_only",
                title=f"{place}{matter}" * named, body=f"{place}{matter}，{rng.choice(PLACES)}也一样。" * 3 * named,
                category=rng.choice(CATEGORIES), status=status, unit=unit, place=unit, raised_at=raised,
                raiser_id=rng.choice(people),
                handler_id=handlers.get(unit.pk, people[0]) if status != "raised" else None,
                next_due_on=today + timedelta(days=rng.randrange(-10, 20)) if running else None,
                outcome=OUTCOMES.get(status, ""), next_kind="answer" if running else "",
                stopped=status == "in_hand" and number % 20 == 0,
            )
        )  # fmt: skip
    Case.objects.bulk_create(rows, batch_size=2_000)
    officers = list(Post.objects.values_list("person_id", flat=True)[:50])
    Exclusion.objects.bulk_create(Exclusion(case=row, person_id=rng.choice(officers)) for row in rows[::100])


def _copy(seed: int, copy: int) -> None:
    """Put the seed in once more. The raiser is another one; each row bears a number and a key of its own."""
    own = {"id", "key", "number", "raiser_id", "source_id"}
    same = [one.column for one in Case._meta.concrete_fields if one.column not in own and not one.generated]
    names = ", ".join(f'"{column}"' for column in same)
    first = Case.objects.filter(number="B-00000000").values_list("pk", flat=True)[0]
    shift = copy * seed
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO casework_case ("key", "number", "raiser_id", {names}) '
            f"SELECT 'B' || CAST(id + {shift} AS VARCHAR(20)), 'B-' || CAST(id + {shift} AS VARCHAR(20)), "
            f"1 + (id * 31 + {shift}) % 20000, {names} FROM casework_case WHERE id >= {first} AND id < {first + seed}"
        )


def _clocks(step: int) -> None:
    """Two clocks with their entries for every open case. ``step`` bounds how many rows one statement handles."""
    now, last = clock.now(), Case.objects.aggregate(last=Max("pk"))["last"]
    for start in range(0, last + 1, step * 50):
        cases = list(
            Case.objects.filter(
                live=True, number__startswith="B-", pk__gte=start, pk__lt=start + step * 50, next_due_on__isnull=False
            )
        )
        clocks = Clock.objects.bulk_create(
            Clock(
                subject=case.label, kind=kind, due_on=case.next_due_on, first_due_on=case.next_due_on,
                state="running", provisional=False,
            )
            for case in cases for kind in ("first_reply", "answer")
        )  # fmt: skip
        ClockEntry.objects.bulk_create(
            ClockEntry(clock=one, sequence=1, kind="start", day=one.due_on - timedelta(days=15), at=now, amount=10)
            for one in clocks
        )
