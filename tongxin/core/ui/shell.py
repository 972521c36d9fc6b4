"""The shell: places in the bars, the person's view settings, and the sheets of the apps.

An app registers its places in ``apps.py``; a place is shown to whoever may open it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from tongxin.core import clock
from tongxin.core.belonging import draft_key
from tongxin.core.errors import Text
from tongxin.core.modules import is_on
from tongxin.core.policy import EVERYONE, NOBODY, SIGNED_IN, Actor, allowed_by_mark
from tongxin.core.ui.choices import KEYS, LANGUAGE, SIZE, THEME, Choice
from tongxin.core.ui.dates import day_full

HTML_LANGUAGES = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}


@dataclass(frozen=True)
class Place:
    """A place one goes to from a bar.

    ``dock`` is the bottom bar of the phone, ``side`` the bar by job of the desk, ``foot`` the line at the end of a
    page, which is open to everyone. ``needs`` names rights of which one is enough; empty means whoever is signed in.
    A place of the side bar has a ``character`` or a ``parent``. ``also`` holds beginnings of names of views that
    belong here: ``("casework:",)`` is all of an app.
    """

    name: str
    label: Text
    icon: str
    url_name: str
    bar: Literal["dock", "side", "foot"] = "dock"
    order: int = 100
    character: str = ""
    needs: tuple[str, ...] = ()
    parent: str | None = None
    also: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Return the address."""
        return reverse(self.url_name)

    def is_open_to(self, actor: Actor) -> bool:
        """Return whether the actor may go there, and its module is on."""
        mark = EVERYONE if self.bar == "foot" else frozenset(self.needs) or SIGNED_IN
        return is_on(self.url_name) and allowed_by_mark(actor, mark)

    def match(self, view_name: str) -> int:
        """Return how closely a view belongs here; 0 is not at all."""
        if view_name == self.url_name:
            return len(view_name) + 1
        return max((len(start) for start in self.also if view_name.startswith(start)), default=0)


@dataclass(frozen=True)
class Job:
    """A place of the side bar with the places below it that this person may open."""

    place: Place
    url: str
    subs: tuple[Place, ...]


_places: dict[str, Place] = {}
_organisation_name: list[Callable[[], str]] = []


def register_place(place: Place) -> None:
    """Add a place. Raises ValueError for a name that is taken."""
    if place.name in _places:
        raise ValueError(f"The place {place.name} is registered twice.")
    _places[place.name] = place


def register_organisation_name(reader: Callable[[], str]) -> None:
    """Name the one function that knows what the organisation is called. Called once, by ``organisation``."""
    _organisation_name[:] = [reader]


def _in_order(places: Iterable[Place]) -> list[Place]:
    return sorted(places, key=lambda place: (place.order, place.name))


@cache
def sheets() -> tuple[str, ...]:
    """Return each app's ``static/<label>/<label>.css``: part of every page, as the app's panels may be."""
    found = ((config.label, Path(config.path)) for config in apps.get_app_configs())
    return tuple(
        f"{label}/{label}.css" for label, path in found if (path / "static" / label / f"{label}.css").is_file()
    )


class Shell:
    """What the base templates ask of one request. Each answer is worked out when first asked for."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _actor(self) -> Actor:
        return getattr(self._request, "actor", None) or NOBODY

    @property
    def actor(self) -> Actor | None:
        """Return who is signed in, or None."""
        return self._actor if self._actor.person_id else None

    @property
    def draft_key(self) -> str:
        """Return the key of this person's drafts on the device; empty for a stranger."""
        return draft_key(self._actor.user_id)

    @property
    def theme(self) -> str:
        """Return light, dark or auto."""
        return THEME.chosen(self._request)

    @property
    def size(self) -> str:
        """Return normal or large."""
        return SIZE.chosen(self._request)

    @property
    def keys(self) -> str:
        """Return whether single keys act: on or off (WCAG 2.1.4)."""
        return KEYS.chosen(self._request)

    @property
    def language(self) -> str:
        """Return the code of the language in use: zh-hans, zh-hant or en."""
        return get_language() or "zh-hans"

    @property
    def html_language(self) -> str:
        """Return the language as HTML writes it."""
        return HTML_LANGUAGES.get(self.language, self.language)

    @property
    def choices(self) -> list[tuple[Choice, str]]:
        """Return what a reader may choose about the page, with what is chosen now."""
        return [(LANGUAGE, self.language), (THEME, self.theme), (SIZE, self.size), (KEYS, self.keys)]

    @property
    def today(self) -> str:
        """Return the day in full, as a print bears it."""
        return day_full(clock.today())

    @cached_property
    def organisation_name(self) -> str:
        """Return the name of the organisation, empty while nobody knows it."""
        return _organisation_name[0]() if _organisation_name else ""

    @property
    def operator(self) -> str:
        """Return who runs this installation: as the settings say, else the organisation."""
        return settings.OPERATOR or self.organisation_name

    @property
    def filings(self) -> list[str]:
        """Return the filing numbers of the installation."""
        return list(settings.FILINGS)

    @property
    def sheets(self) -> tuple[str, ...]:
        """Return the sheets of the apps."""
        return sheets()

    @cached_property
    def _open(self) -> list[Place]:
        return _in_order(place for place in _places.values() if place.is_open_to(self._actor))

    @property
    def dock(self) -> list[Place]:
        """Return the places of the bottom bar."""
        return [place for place in self._open if place.bar == "dock"]

    @property
    def feet(self) -> list[Place]:
        """Return the places named at the end of a page."""
        return [place for place in self._open if place.bar == "foot"]

    @cached_property
    def jobs(self) -> list[Job]:
        """Return the jobs of the side bar; a job is there if it or one of its places is open."""
        found = []
        for place in _in_order(place for place in _places.values() if place.bar == "side" and place.parent is None):
            subs = tuple(sub for sub in self._open if sub.parent == place.name)
            if place in self._open and [sub.url_name for sub in subs] == [place.url_name]:
                subs = ()  # the only place below leads where the job leads
            if place in self._open or subs:
                found.append(Job(place, (place if place in self._open else subs[0]).url, subs))
        return found

    @cached_property
    def current(self) -> frozenset[str]:
        """Return the names of the places one is at: the closest of each bar, and the job above it."""
        match = self._request.resolver_match
        view_name = match.view_name if match else ""
        at = [place for place in self._open if place.match(view_name)]
        at.sort(key=lambda place: (place.match(view_name), place.parent is not None))
        closest = {place.bar: place for place in at}
        return frozenset(name for place in closest.values() for name in (place.name, place.parent) if name)

    @cached_property
    def current_job(self) -> Job | None:
        """Return the job one is at, for the tabs that stand for its places on a narrow screen."""
        return next((job for job in self.jobs if job.place.name in self.current), None)


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Return the context processor's one value, ``shell``."""
    return {"shell": Shell(request)}
