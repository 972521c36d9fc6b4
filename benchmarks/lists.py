"""Lists and the main pages over a great many cases: the reads themselves, then whole pages."""

import gc
import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.company import Company, as_actor, build_company, officer, session_of, workers
from benchmarks.figures import Cost, Figure, cost, p95, timed
from benchmarks.many_cases import fill
from benchmarks.serving import Browser, serving
from tongxin.casework.reads.queue import VIEWS, counts_of_views, found_cases, queue_page
from tongxin.organisation.models import Person

RUNS, DEEP = 8, 12
LIST_GOAL, PAGE_GOAL = 150, 80


def lists(cases: int, people: int) -> list[Figure]:
    """Measure the lists by who looks, and the main pages by the server's own time."""
    company = build_company(people)
    fill(company, cases)
    readers = {
        "a handler of one unit": officer("handler", company.levels[2][0]),
        "a supervisor of a twentieth": officer("department_officer", company.levels[1][0]),
        "a supervisor of everything": officer("department_officer", company.levels[0][0]),
    }
    found = []
    for name, person in readers.items():
        found += _queue(name, person)
    return found + _pages(company, readers)


def _queue(name: str, person: Person) -> list[Figure]:
    def page(view: str, text: str = "", after: str = "") -> Callable[[], object]:
        return lambda: queue_page(
            as_actor(person), found_cases(as_actor(person), view, text), after=after, newest=view == "done"
        )

    slowest = max(((cost(page(view), RUNS), view) for view in VIEWS), key=lambda found: found[0].processor)
    after = ""
    for _ in range(DEEP):
        after = queue_page(as_actor(person), found_cases(as_actor(person), "open"), after=after).after
    asked = {
        f"{DEEP} pages on": page("open", after=after),
        "counts of the views": lambda: counts_of_views(as_actor(person)),
        "a word of many cases": page("open", "热水"),
        "a word of none": page("open", "无此词"),
    }
    found = {f"slowest view ({slowest[1]})": slowest[0], **{what: cost(work, RUNS) for what, work in asked.items()}}
    return [
        Figure(f"queue, {name}: {what}, p95", taken.passed, "ms", LIST_GOAL, taken.note)
        for what, taken in found.items()
    ]


def _pages(company: Company, readers: dict[str, Person]) -> list[Figure]:
    """Measure whole pages: the server's time, the queries and the weight of each, then two of them over HTTP."""
    handler, part, everything = readers.values()
    unit = company.levels[1][0]
    asked = [
        *[(person, path) for person in (workers(1)[0], handler, everything) for path in ("/", "/my-cases", "/me")],
        *[(person, f"/queue?view={view}") for person in (handler, part, everything) for view in VIEWS],
        *[(person, path) for person in (handler, everything) for path in ("/workbench", "/say", "/inbox")],
        *[(everything, path) for path in ("/queue?view=open&q=热水", "/queue/routes", "/units", "/people")],
        (everything, f"/units/{unit.key}"), (everything, f"/queue/{_case_of(everything)}"),
    ]  # fmt: skip
    clients = {person.pk: _client(person) for person, _path in asked}
    seen = []
    for person, path in asked:
        clients[person.pk].get(path)
        gc.freeze()  # as the server does
        seen.append(_page(clients[person.pk], path))
    slow, many = max(seen, key=lambda page: page.cost.processor), max(seen, key=lambda page: page.queries)
    heavy, over = max(seen, key=lambda page: page.weight), [page for page in seen if page.cost.processor > PAGE_GOAL]
    middle = sorted(seen, key=lambda page: page.cost.processor)[len(seen) // 2]
    return [
        Figure(f"{len(seen)} pages, the middle one, p95", middle.cost.passed, "ms", PAGE_GOAL, middle.cost.note),
        Figure("the slowest page, p95", slow.cost.passed, "ms", PAGE_GOAL, f"{slow.cost.note}, {slow.path}"),
        Figure("pages of more than 80 ms of the processor", len(over), "", 0, ", ".join(page.path for page in over)),
        Figure("most queries of a page", many.queries, "", 20, many.path),
        Figure("the heaviest page, compressed", round(heavy.weight / 1000, 1), "kB", 20, heavy.path),
        *_by_http(everything),
    ]


@dataclass(frozen=True)
class Page:
    """What one page took."""

    path: str
    cost: Cost
    queries: int
    weight: int


def _client(person: Person) -> Client:
    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    client.cookies["tongxin_session"] = session_of(person)
    return client


def _page(client: Client, path: str) -> Page:
    first = client.get(path)
    if first.status_code != 200:
        raise RuntimeError(f"{path} answered {first.status_code}")
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    queries = len(asked)
    return Page(path, cost(lambda: client.get(path), RUNS), queries, len(first.content))


def _case_of(person: Person) -> str:
    page = queue_page(as_actor(person), found_cases(as_actor(person), "open"))
    return page.lines[0].case.key


def _by_http(person: Person) -> list[Figure]:
    session = session_of(person)
    connection.close()
    with serving() as port:
        browser = Browser(port, session)
        taken = {path: timed(lambda path=path: browser.get(path), RUNS) for path in ("/queue?view=open", "/workbench")}
        weight = _first_load(browser)
    return [
        *[
            Figure(f"{path} of a supervisor of everything by HTTP, p95", p95(times), "ms", PAGE_GOAL)
            for path, times in taken.items()
        ],
        Figure("first load of the home page, as it comes over the wire", round(weight / 1000, 1), "kB", 60),
    ]


def _first_load(browser: Browser) -> int:
    """Return the bytes of the home page and of the sheets, scripts and icons it names, as they come over the wire."""
    _status, body, _headers = browser.get("/")
    text = gzip.decompress(body).decode()
    named = set(re.findall(r'(?:rel="stylesheet" href|<script src|<use href)="([^"#]+)', text))
    return len(body) + sum(len(browser.get(path)[1]) for path in named)
