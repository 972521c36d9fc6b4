"""Posts of a person: appoint, and end."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tongxin.core.policy import needs
from tongxin.core.web import actor_of
from tongxin.organisation.models.unit import LINES
from tongxin.organisation.reads.entries import post_of
from tongxin.organisation.reads.standings import posts
from tongxin.organisation.reads.units import line_name
from tongxin.organisation.rights import PEOPLE_EDIT, access_person
from tongxin.organisation.web.forms.people import AppointForm, DayForm
from tongxin.organisation.web.steps import take_step
from tongxin.organisation.web.views.person_acts import step_for
from tongxin.organisation.writes.posts import appoint, end_post


@needs(PEOPLE_EDIT)
def appoint_view(request: HttpRequest, key: str) -> HttpResponse:
    """Give somebody a post."""
    actor, person = actor_of(request), access_person(actor=actor_of(request), key=key)
    known = [(line_name(line), list(posts(line).items())) for line in LINES]
    form = AppointForm(request.POST or None, posts=known)

    def do(_values: dict[str, Any]) -> None:
        appoint(actor=actor, person=person, **form.appointment())

    note = _("Whoever holds a post holds its role from the first day to the last.")
    return take_step(request, step_for(person, _("Appoint"), _("Appoint"), _("Appointed."), note), form, do)


@needs(PEOPLE_EDIT)
def end_view(request: HttpRequest, key: str, post: int) -> HttpResponse:
    """End a post."""
    actor, person = actor_of(request), access_person(actor=actor_of(request), key=key)
    held = post_of(person, post)

    def do(values: dict[str, Any]) -> None:
        end_post(actor=actor, post=held, **values)

    note = _("With the post its role ends, and what was delegated of it.")
    step = step_for(person, _("End the post"), _("End it"), _("Ended."), note)
    return take_step(request, step, DayForm(request.POST or None), do)
