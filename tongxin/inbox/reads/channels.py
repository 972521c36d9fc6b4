"""The ways out as pages and workers see them: which are set up, whose robot is whose, how each is doing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from tongxin.core import clock
from tongxin.core.errors import Text
from tongxin.inbox.channels.mail import is_set_up
from tongxin.inbox.channels.trouble import trouble_words
from tongxin.inbox.models import ChannelState, Delivery, Robot
from tongxin.inbox.models.delivery import GIVEN_UP, WAITING
from tongxin.organisation.public import Person, Unit, ancestors_of

MAIL, ROBOT = "mail", "robot"
LATELY = timedelta(days=7)


@dataclass(frozen=True)
class ChannelLine:
    """How one channel is doing. ``given_up`` are those of the last seven days."""

    channel: str
    is_set_up: bool
    worked_at: datetime | None
    trouble: Text
    trouble_at: datetime | None
    waiting: int
    given_up: int

    @property
    def is_in_trouble(self) -> bool:
        """Return whether the last thing that happened was trouble."""
        return self.trouble_at is not None and (self.worked_at is None or self.trouble_at > self.worked_at)


def channel_lines() -> list[ChannelLine]:
    """Return how mail and robots are doing. Three queries, no address."""
    states = {state.channel: state for state in ChannelState.objects.all()}
    waiting = Q(state=WAITING, notice__read_at=None)
    lately = Q(state=GIVEN_UP, done_at__gte=clock.now() - LATELY)
    counts: dict[str, Any] = {
        row["channel"]: row
        for row in Delivery.objects.filter(Q(state=WAITING) | lately)
        .values("channel")
        .annotate(waiting=Count("pk", filter=waiting), given_up=Count("pk", filter=lately))
    }
    ways = {MAIL: is_set_up(), ROBOT: Robot.objects.exists()}
    return [
        _line(channel, set_up, states.get(channel, ChannelState()), counts.get(channel, {}))
        for channel, set_up in ways.items()
    ]


def _line(channel: str, set_up: bool, state: ChannelState, counts: dict[str, int]) -> ChannelLine:
    return ChannelLine(
        channel=channel,
        is_set_up=set_up,
        worked_at=state.worked_at,
        trouble=trouble_words(state.trouble) if state.trouble else "",
        trouble_at=state.trouble_at,
        waiting=counts.get("waiting", 0),
        given_up=counts.get("given_up", 0),
    )


def robots_of(person_ids: Collection[int]) -> dict[int, int]:
    """Return by person the robot that tells them: of their unit, else of the nearest above, else of everybody."""
    if not person_ids:
        return {}
    by_unit: dict[int | None, int] = {robot.unit_id: robot.pk for robot in Robot.objects.only("unit")}
    if not by_unit:
        return {}
    people = list(Person.objects.filter(pk__in=person_ids).select_related("home"))
    nearest = {home: _nearest_robot(home, by_unit) for home in {person.home for person in people}}
    return {person.pk: robot for person in people if (robot := nearest[person.home]) is not None}


def _nearest_robot(home: Unit | None, by_unit: dict[int | None, int]) -> int | None:
    above = [home.pk, *(unit.pk for unit in reversed(ancestors_of(home)))] if home is not None else []
    return next((by_unit[unit_id] for unit_id in (*above, None) if unit_id in by_unit), None)
