"""Raising a case over HTTP against a bare view that inserts one row: 12 clients, the same server, one run."""

import os
import statistics

from django.db import connection

from benchmarks.company import build_company, session_of, workers
from benchmarks.figures import Figure
from benchmarks.serving import Browser, Load, all_at_once, serving
from tongxin.casework.models import Case
from tongxin.core.models import DoneAct
from tongxin.journal.public import verify

CLIENTS = 12
SECONDS = float(os.environ.get("BENCH_SECONDS", "6"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
FORM, BARE = "/say", "/bench/one-row"
WORDS = "更衣室夜里没有热水，报修过两次，一直没人来修。下班洗不了澡，冬天很冷。"


def raising(people: int) -> list[Figure]:
    """Alternate the two views; give the middle run of each, and what the database says afterwards."""
    company = build_company(people)
    who = workers(CLIENTS)
    sessions = [session_of(person) for person in who]
    places = [person.home.key for person in who if person.home is not None]
    before = Case.objects.count(), DoneAct.objects.filter(name="bench").count()
    connection.close()
    with serving() as port:
        browsers = [Browser(port, session) for session in sessions]
        for browser in browsers:
            browser.open_form(FORM)
        fields = dict(zip((browser.session for browser in browsers), places, strict=True))
        bare, real = [], []
        for _ in range(ROUNDS):
            bare.append(all_at_once(browsers, lambda one: one.post(BARE, {"text": WORDS})[0], SECONDS, 302))
            real.append(all_at_once(browsers, lambda one: _raise(one, fields[one.session]), SECONDS, 302))
    return _figures(bare, real, before, len(company.units))


def _raise(browser: Browser, place: str) -> int:
    sent = {
        "body": WORDS, "about": "", "category": "", "place": place, "place_note": "二楼东侧", "wish": "请修好",
        "mode": "handler_only",
    }  # fmt: skip
    return browser.post(FORM, sent)[0]


def _figures(bare: list[Load], real: list[Load], before: tuple[int, int], units: int) -> list[Figure]:
    cases, rows = Case.objects.count() - before[0], DoneAct.objects.filter(name="bench").count() - before[1]
    report = verify()
    ratio = statistics.median(one.rate / other.rate for one, other in zip(real, bare, strict=True))
    faults = sorted({fault for load in [*bare, *real] for fault in load.faults})
    answered = sum(len(load.seconds) for load in real)
    note = f"{CLIENTS} clients, {units:,} units, {ROUNDS} runs of {SECONDS:g} s"
    return [
        *_figures_of("a bare view that inserts one row", bare, note),
        *_figures_of("a case raised", real, note),
        Figure("ratio of the two", round(ratio, 2), "", 0.4, "the middle of the runs"),
        Figure("answers other than expected", sum(len(one.faults) for one in [*bare, *real]), "", 0, ", ".join(faults)),
        Figure("cases stored beyond those acknowledged", cases - answered, "", 0, f"{answered:,} acknowledged"),
        Figure("rows stored beyond those acknowledged", rows - sum(len(load.seconds) for load in bare), "", 0),
        Figure("findings in the journal after it", len(report.findings), "", 0, f"{report.entries:,} entries"),
    ]


def _figures_of(name: str, loads: list[Load], note: str) -> list[Figure]:
    middle = sorted(loads, key=lambda load: load.rate)[len(loads) // 2]
    cuts = statistics.quantiles(middle.seconds, n=100, method="inclusive")
    return [
        Figure(f"{name}, by HTTP", round(middle.rate), "a second", None, note),
        Figure(f"{name}, p50", round(cuts[49] * 1000, 1), "ms"),
        Figure(f"{name}, p99", round(cuts[98] * 1000, 1), "ms"),
    ]
