"""What is entered about a person: register, correct, transfer, join and leave a line, standing, the end of work."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import NotFoundError, Text
from tongxin.core.policy import needs, require
from tongxin.core.web import actor_of
from tongxin.organisation.models import Person
from tongxin.organisation.models.unit import LINES
from tongxin.organisation.reads.entries import membership_of
from tongxin.organisation.reads.standings import standings
from tongxin.organisation.rights import PEOPLE_EDIT, access_person
from tongxin.organisation.web.forms.people import (
    ChangeForm,
    DayForm,
    JoinForm,
    RegisterForm,
    StandingForm,
    TransferForm,
)
from tongxin.organisation.web.steps import Step, take_step
from tongxin.organisation.writes.memberships import change_standing, join_unit, leave_unit, transfer_person
from tongxin.organisation.writes.people import change_person, person_leaves, register_person


@needs(PEOPLE_EDIT)
def register_view(request: HttpRequest) -> HttpResponse:
    """Register a new person."""

    def do(values: dict[str, Any]) -> str:
        return address(register_person(actor=actor_of(request), **values))

    back = reverse("organisation:people")
    step = Step(_("Register a person"), "", _("Register"), back, _("Registered."))
    return take_step(request, step, RegisterForm(request.POST or None), do)


@needs(PEOPLE_EDIT)
def change_view(request: HttpRequest, key: str) -> HttpResponse:
    """Correct what is known of a person."""
    actor, person = actor_of(request), access_person(actor=actor_of(request), key=key)
    known = {name: getattr(person, name) for name in ("name", "staff_no", "kind", "sex", "born_on")}
    form = ChangeForm(request.POST or None, initial=known)

    def do(_values: dict[str, Any]) -> None:
        change_person(actor=actor, person=person, **form.changes())

    return take_step(request, step_for(person, _("Correct the entry"), _("Keep"), _("Kept.")), form, do)


@needs(PEOPLE_EDIT)
def transfer_view(request: HttpRequest, key: str) -> HttpResponse:
    """Let somebody work in, or belong to, another unit."""
    actor, person = actor_of(request), access_person(actor=actor_of(request), key=key)

    def do(values: dict[str, Any]) -> None:
        transfer_person(actor=actor, person=person, **values)

    note = _("An administrative unit changes the place of work; one of another line, where the person belongs there.")
    step = step_for(person, _("Transfer"), _("Transfer"), _("Transferred."), note)
    return take_step(request, step, TransferForm(request.POST or None), do)


@needs(PEOPLE_EDIT)
def join_view(request: HttpRequest, key: str, line: str) -> HttpResponse:
    """Let somebody belong to a unit of a line."""
    actor, person = actor_of(request), access_person(actor=actor_of(request), key=key)
    require(line in LINES[1:], NotFoundError)

    def do(values: dict[str, Any]) -> None:
        join_unit(actor=actor, person=person, **values)

    form = JoinForm(request.POST or None, standings=standings(line))
    return take_step(request, step_for(person, _("Join a unit"), _("Enter"), _("Entered.")), form, do)


@needs(PEOPLE_EDIT)
def standing_view(request: HttpRequest, key: str, membership: int) -> HttpResponse:
    """Change as what somebody belongs to his unit."""
    actor, person = actor_of(request), access_person(actor=actor_of(request), key=key)
    held = membership_of(person, membership)

    def do(values: dict[str, Any]) -> None:
        change_standing(actor=actor, membership=held, **values)

    form = StandingForm(request.POST or None, standings=standings(held.line), initial={"standing": held.standing})
    step = step_for(person, _("Change the standing"), _("Change it"), _("Changed."), held.unit.name)
    return take_step(request, step, form, do)


@needs(PEOPLE_EDIT)
def leave_unit_view(request: HttpRequest, key: str, membership: int) -> HttpResponse:
    """Let somebody belong to a unit no longer."""
    actor, person = actor_of(request), access_person(actor=actor_of(request), key=key)
    held = membership_of(person, membership)

    def do(values: dict[str, Any]) -> None:
        leave_unit(actor=actor, membership=held, **values)

    step = step_for(person, _("Leave the unit"), _("Enter"), _("Entered."), held.unit.name)
    return take_step(request, step, DayForm(request.POST or None), do)


@needs(PEOPLE_EDIT)
def leaves_view(request: HttpRequest, key: str) -> HttpResponse:
    """Let somebody belong to the organisation no longer."""
    actor, person = actor_of(request), access_person(actor=actor_of(request), key=key)

    def do(values: dict[str, Any]) -> None:
        person_leaves(actor=actor, person=person, **values)

    note = _("Memberships, posts, roles and delegations end on this day, and the account is closed.")
    step = step_for(person, _("The person leaves"), _("Enter the leaving"), _("Entered."), note, final=True)
    return take_step(request, step, DayForm(request.POST or None), do)


def address(person: Person) -> str:
    """Return the address of a person's page."""
    return reverse("organisation:person", args=[person.key])


def step_for(person: Person, heading: Text, button: Text, done: Text, note: Text = "", *, final: bool = False) -> Step:
    """Return what the page of an act on a person says."""
    return Step(heading, f"{person.staff_no} {person.name}", button, address(person), done, note, final)
