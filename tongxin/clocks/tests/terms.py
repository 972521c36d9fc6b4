"""Short spellings for entries, and random terms."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tongxin.clocks.rules.calendar import STATUTORY, Calendar, SetDay
from tongxin.clocks.rules.entries import Entry, Ground, ImpossibleTermError, Kind, Length, Unit, check_order, in_order

START = date(2026, 11, 11)
TODAY = date(2026, 11, 20)
OWN = Calendar(
    {
        date(2026, 11, 27): SetDay(working=False, statutory=False, reason="公司日"),
        date(2026, 12, 5): SetDay(working=True, statutory=False, reason="赶工"),
        date(2026, 8, 5): SetDay(working=False, statutory=False, reason="高温假"),
    }
)
RULE = Ground(source="《职工诉求办理办法》第九条", force="must")


def on(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


def start(amount: int = 15, day: date = START, **more) -> Entry:
    return Entry(Kind.START, day, 0, amount, ground=RULE, **more)


def stop(day: date, amount: int = 0, reason: str = "") -> Entry:
    return Entry(Kind.STOP, day, 1, amount, ground=Ground(reason=reason))


def restart(day: date) -> Entry:
    return Entry(Kind.RESTART, day, 2)


def extend(day: date, amount: int, **more) -> Entry:
    return Entry(Kind.EXTEND, day, 3, amount, **more)


def end(day: date) -> Entry:
    return Entry(Kind.END, day, 9)


@st.composite
def random_terms(draw) -> list[Entry]:
    """Well-ordered entries of any kind, back-dated and forward, over the years with long holidays."""
    first = draw(st.dates(date(2019, 6, 1), date(2026, 12, 31)))
    unit = draw(st.sampled_from(Unit))
    limit = draw(st.none() | st.builds(Length, st.integers(0, 90), st.sampled_from(Unit)))
    entries = [Entry(Kind.START, first, 0, draw(st.integers(0, 70)), unit, limit)]
    kinds = st.sampled_from([Kind.STOP, Kind.RESTART, Kind.EXTEND, Kind.TRANSFER, Kind.STOP, Kind.RESTART, Kind.END])
    for sequence in range(1, draw(st.integers(0, 9)) + 1):
        kind, day = draw(kinds), first + timedelta(days=draw(st.integers(0, 120)))
        amount = (
            draw(st.integers(1, 20)) if kind is Kind.EXTEND else draw(st.sampled_from([0, 0, 3])) * (kind is Kind.STOP)
        )
        moved = Length(5, limit.unit) if limit and kind is Kind.EXTEND and draw(st.booleans()) else None
        afresh = kind is Kind.TRANSFER and draw(st.booleans())
        tried = in_order([*entries, Entry(kind, day, sequence, amount, unit, moved, afresh)])
        try:
            check_order(tried)
        except ImpossibleTermError:
            continue
        entries = tried
    return entries


CALENDARS = st.sampled_from([STATUTORY, OWN])
