"""One measured figure, and how a list of them is printed."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured, in which unit, against which goal (None: no goal)."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    note: str = ""


def timed(work: Callable[[], object], runs: int = 1) -> list[float]:
    """Return how many seconds each run took. Where there are several, one before them warms up and is not counted."""
    taken = []
    if runs > 1:
        work()
    for _ in range(runs):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return taken


def p95(seconds: list[float]) -> float:
    """Return the 95th percentile in milliseconds."""
    return round(statistics.quantiles(seconds, n=20, method="inclusive")[-1] * 1000, 1)


@dataclass(frozen=True)
class Cost:
    """95th percentiles in milliseconds: of the time passed, and of the processor's, which no neighbour prolongs."""

    passed: float
    processor: float

    @property
    def note(self) -> str:
        """Return the processor's time in words."""
        return f"{self.processor:g} ms of the processor"


def cost(work: Callable[[], object], runs: int) -> Cost:
    """Return what runs of some work took; one before them warms up and is not counted."""
    work()
    passed, processor = [], []
    for _ in range(runs):
        began, used = time.perf_counter(), time.process_time()
        work()
        passed.append(time.perf_counter() - began)
        processor.append(time.process_time() - used)
    return Cost(p95(passed), p95(processor))


def as_table(figures: list[Figure]) -> str:
    """Return the figures as a table of a document."""
    lines = ["| what | measured | goal | note |", "| --- | ---: | ---: | --- |"]
    for figure in figures:
        goal = f"{figure.goal:g} {figure.unit}" if figure.goal is not None else ""
        lines.append(f"| {figure.name} | {figure.value:,g} {figure.unit} | {goal} | {figure.note} |")
    return "\n".join(lines)


def as_json(figures: list[Figure]) -> str:
    """Return the figures as JSON."""
    return json.dumps([asdict(figure) for figure in figures], ensure_ascii=False, indent=1)
