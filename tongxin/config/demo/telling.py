"""Tells the stories of the demo company in the order in which they happened, each event on its own day."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from tongxin.casework.public import (
    Matter,
    accept_case,
    answer_case,
    note,
    raise_case,
    rate_case,
    restart_case_clock,
    say,
    stop_case_clock,
    visible_cases,
)
from tongxin.clocks.public import calendar
from tongxin.config.demo.stories import STORIES, Story
from tongxin.core import clock
from tongxin.core.policy import Actor, system_actor
from tongxin.inbox.public import deliver
from tongxin.journal.public import catch_up
from tongxin.organisation.public import Person, actor_for, find_unit

HANDLERS = {"TH-03": "10007", "TH-04": "10016", "TH-05": "10004", "TH-06": "10009", "TH-07": "10012", "GH-01": "10003"}
Happening = tuple[datetime, Callable[[], None]]


class Teller:
    """One story and its case."""

    def __init__(self, story: Story, people: dict[str, Person]) -> None:
        self.story = story
        self.people = people
        self.key = ""

    def happenings(self) -> list[Happening]:
        """Return what happens, with its moment."""
        return [
            (moment_ago(self.story.ago, self.story.time), self.begin),
            *((moment_ago(ago, at), self.step(what, text)) for ago, at, what, text in self.story.events),
        ]

    def begin(self) -> None:
        """Raise the matter."""
        story, place = self.story, find_unit("administrative", self.story.place)
        if place is None:
            raise ValueError(story.place)
        matter = Matter(
            body=story.body,
            wish=story.wish,
            place=place,
            place_note=story.note,
            mode=story.mode,
            category=story.category,
        )
        self.key = raise_case(actor=self.raiser(), matter=matter).key

    def raiser(self) -> Actor:
        """Return who raised it."""
        return actor_for(self.people[self.story.raiser])

    def handler(self) -> Actor:
        """Return who handles it."""
        case = visible_cases(system_actor("demo")).select_related("unit").get(key=self.key)
        return actor_for(self.people[HANDLERS[case.unit.code]])

    def step(self, what: str, text: str) -> Callable[[], None]:
        """Return one event, ready to happen."""
        kind, _, rest = what.partition(":")
        return lambda: getattr(self, f"do_{kind}")(text, *rest.split(":"))

    def do_accept(self, _text: str, *_: str) -> None:
        """Accept."""
        accept_case(actor=self.handler(), key=self.key)

    def do_say(self, text: str, *_: str) -> None:
        """Let the handler write."""
        say(actor=self.handler(), key=self.key, text=text)

    def do_raiser(self, text: str, *_: str) -> None:
        """Let the raiser write."""
        say(actor=self.raiser(), key=self.key, text=text)

    def do_note(self, text: str, *_: str) -> None:
        """Let the handler note."""
        note(actor=self.handler(), key=self.key, text=text)

    def do_stop(self, text: str, category: str) -> None:
        """Stop the clock."""
        stop_case_clock(actor=self.handler(), key=self.key, category=category, reason=text)

    def do_restart(self, _text: str, *_: str) -> None:
        """Let the clock run again."""
        restart_case_clock(actor=self.handler(), key=self.key)

    def do_answer(self, text: str, *_: str) -> None:
        """Answer."""
        version = visible_cases(system_actor("demo")).get(key=self.key).version
        answer_case(actor=self.handler(), key=self.key, text=text, version=version)

    def do_rate(self, text: str, solved: str, mark: str) -> None:
        """Rate."""
        rate_case(actor=self.raiser(), key=self.key, solved=solved, mark=mark, remark=text)


def tell(people: dict[str, Person]) -> int:
    """Let everything happen in order. Returns how many cases there are."""
    happenings = [happening for story in STORIES for happening in Teller(story, people).happenings()]
    for moment, happen in sorted(happenings, key=lambda happening: happening[0]):
        with clock.at(moment):
            happen()
            catch_up()
            deliver()
    return len(STORIES)


def moment_ago(days: int, at: str) -> datetime:
    """Return a clock time on the ``days``-th working day before today."""
    hour, minute = map(int, at.split(":"))
    return datetime.combine(working_day_ago(days), time(hour, minute), clock.zone())


def working_day_ago(days: int) -> date:
    """Return the ``days``-th working day before today."""
    known, day = calendar(), clock.today()
    while days:
        day -= timedelta(days=1)
        days -= known.is_working(day)
    return day
