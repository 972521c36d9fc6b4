"""The history 沿革 of a unit: what became of it, day by day."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Q
from django.utils.translation import gettext as _

from tongxin.organisation.models import Unit, UnitName, UnitPath
from tongxin.organisation.models.spans import FOREVER


@dataclass(frozen=True)
class Event:
    """Something that happened to a unit on a day. ``kind`` is stable; ``text`` is in the reader's language."""

    day: date
    kind: str
    text: str


class _Names:
    """The names of units as at any day, read once."""

    def __init__(self, unit_ids: set[int]) -> None:
        self.spans: dict[int, list[tuple[date, str]]] = {}
        for unit_id, day, name in (
            UnitName.objects.filter(unit__in=unit_ids).order_by("from_on").values_list("unit_id", "from_on", "name")
        ):
            self.spans.setdefault(unit_id, []).append((day, name))

    def on(self, unit_id: int, day: date) -> str:
        """Return the last name borne by a day, or the first one where none was borne yet."""
        spans = self.spans[unit_id]
        return next((name for start, name in reversed(spans) if start <= day), spans[0][1])


def history_of(unit: Unit) -> list[Event]:
    """Return what happened to a unit, oldest first: founded, renamed, moved, merged, split, ended. Three queries."""
    kin = list(Unit.objects.filter(Q(merged_into=unit) | Q(split_from=unit)))
    places = list(
        UnitPath.objects.filter(unit=unit, depth=1).order_by("from_on").values_list("ancestor_id", "from_on", "to_on")
    )
    ids = {unit.pk, unit.split_from_id, unit.merged_into_id, *(one.pk for one in kin), *(place[0] for place in places)}
    names = _Names({unit_id for unit_id in ids if unit_id})
    events = [_beginning(unit, places, names), *_renamings(unit, names), *_moves(unit, places, names)]
    events += _kin_events(unit, kin, names) + _end(unit, names)
    return sorted(events, key=lambda event: event.day)


def _beginning(unit: Unit, places: list[tuple[int, date, date]], names: _Names) -> Event:
    day = unit.founded_on
    words = {"unit": names.on(unit.pk, day)}
    if unit.split_from_id:
        return Event(day, "split_from", _("Split off from %(other)s") % {"other": names.on(unit.split_from_id, day)})
    if places and places[0][1] == day:
        words["other"] = names.on(places[0][0], day)
        return Event(day, "founded", _("Founded as %(unit)s below %(other)s") % words)
    return Event(day, "founded", _("Founded as %(unit)s") % words)


def _renamings(unit: Unit, names: _Names) -> list[Event]:
    return [
        Event(day, "renamed", _("Renamed from %(old)s to %(new)s") % {"old": old, "new": new})
        for (_before, old), (day, new) in pairwise(names.spans[unit.pk])
    ]


def _moves(unit: Unit, places: list[tuple[int, date, date]], names: _Names) -> list[Event]:
    stays = [(None, unit.founded_on), *((parent, start) for parent, start, _end_on in places)]
    left = [end for _parent, _start, end in places if end < unit.dissolved_on and end not in {p[1] for p in places}]
    stays += [(None, end) for end in left]
    stays.sort(key=lambda stay: (stay[1], stay[0] is not None))
    return [
        Event(day, "moved", _move_text(old, new, day, names))
        for (old, _since), (new, day) in pairwise(stays)
        if old != new and day != unit.founded_on
    ]


def _move_text(old: int | None, new: int | None, day: date, names: _Names) -> str:
    words = {"old": names.on(old, day) if old else "", "new": names.on(new, day) if new else ""}
    if old is None:
        return _("Moved from the top to %(new)s") % words
    if new is None:
        return _("Moved from %(old)s to the top") % words
    return _("Moved from %(old)s to %(new)s") % words


def _kin_events(unit: Unit, kin: list[Unit], names: _Names) -> list[Event]:
    came = [
        Event(one.dissolved_on, "merged", _("Took in %(other)s") % {"other": names.on(one.pk, one.dissolved_on)})
        for one in kin
        if one.merged_into_id == unit.pk
    ]
    went = [
        Event(one.founded_on, "split", _("%(other)s was split off") % {"other": names.on(one.pk, one.founded_on)})
        for one in kin
        if one.split_from_id == unit.pk
    ]
    return came + went


def _end(unit: Unit, names: _Names) -> list[Event]:
    day = unit.dissolved_on
    if day == FOREVER:
        return []
    if unit.merged_into_id:
        return [Event(day, "merged_into", _("Went into %(other)s") % {"other": names.on(unit.merged_into_id, day)})]
    return [Event(day, "dissolved", _("Dissolved"))]
