"""What is done to a unit: found one below, rename, move, merge, split, dissolve, attach, say what it is there for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import Text
from tongxin.core.policy import needs
from tongxin.core.web import actor_of
from tongxin.organisation.models import Unit
from tongxin.organisation.reads.tree import children_of, path_name
from tongxin.organisation.reads.unit_page import types_below
from tongxin.organisation.reads.units import access_unit
from tongxin.organisation.rights import UNIT_EDIT
from tongxin.organisation.web.forms.units import (
    DissolveForm,
    DutiesForm,
    FoundForm,
    MergeForm,
    MoveForm,
    RenameForm,
    ServeForm,
    SplitForm,
)
from tongxin.organisation.web.steps import Step, take_step
from tongxin.organisation.writes.dissolving import dissolve_unit
from tongxin.organisation.writes.duties import describe_unit
from tongxin.organisation.writes.merging import merge_units
from tongxin.organisation.writes.placing import move_unit
from tongxin.organisation.writes.splitting import split_unit
from tongxin.organisation.writes.units import found_unit, rename_unit, serve_unit

LASTING = _("Enter it once the decision is made: the unit then stays in the history only.")


@needs(UNIT_EDIT)
def found_view(request: HttpRequest, key: str) -> HttpResponse:
    """Found a unit below this one."""
    actor, unit = actor_of(request), access_unit(actor=actor_of(request), key=key)
    in_line = unit.line != "administrative"
    form = FoundForm(request.POST or None, types=types_below(unit), in_line=in_line, initial={"serves": unit.serves})

    def do(values: dict[str, Any]) -> str:
        return address(found_unit(actor=actor, line=unit.line, parent=unit, **values))

    step = _step(unit, _("Found a unit below"), _("Found it"), _("Founded."))
    return take_step(request, step, form, do)


@needs(UNIT_EDIT)
def rename_view(request: HttpRequest, key: str) -> HttpResponse:
    """Give another name."""
    actor, unit = actor_of(request), access_unit(actor=actor_of(request), key=key)

    def do(values: dict[str, Any]) -> None:
        rename_unit(actor=actor, unit=unit, **values)

    form = RenameForm(request.POST or None, initial={"name": unit.name})
    note = _("Pages as at an earlier day keep the old name.")
    return take_step(request, _step(unit, _("Rename the unit"), _("Rename"), _("Renamed."), note), form, do)


@needs(UNIT_EDIT)
def move_view(request: HttpRequest, key: str) -> HttpResponse:
    """Place it elsewhere."""
    actor, unit = actor_of(request), access_unit(actor=actor_of(request), key=key)

    def do(values: dict[str, Any]) -> None:
        move_unit(actor=actor, unit=unit, **values)

    form = MoveForm(request.POST or None, initial={"parent": unit.parent})
    note = _("All that is below it goes along. Its old place stays readable for the days before.")
    return take_step(request, _step(unit, _("Move the unit"), _("Move"), _("Moved."), note), form, do)


@needs(UNIT_EDIT)
def merge_view(request: HttpRequest, key: str) -> HttpResponse:
    """Let it go into another unit."""
    actor, unit = actor_of(request), access_unit(actor=actor_of(request), key=key)

    def do(values: dict[str, Any]) -> str:
        return address(merge_units(actor=actor, units=[unit], **values))

    note = _("Its people, the units below it and those that serve it go over; its posts end. It stays in the history.")
    step = _step(unit, _("Merge the unit into another"), _("Merge"), _("Merged."), note, final=True)
    return take_step(request, step, MergeForm(request.POST or None), do)


@needs(UNIT_EDIT)
def split_view(request: HttpRequest, key: str) -> HttpResponse:
    """Let new units come out of it."""
    actor, unit = actor_of(request), access_unit(actor=actor_of(request), key=key)
    form = SplitForm(request.POST or None, children=children_of(unit))

    def do(values: dict[str, Any]) -> None:
        parts = list(form.parts().values())
        split_unit(actor=actor, unit=unit, parts=parts, day=values["day"], below=form.below(), heir=form.heir())

    note = _("The new units stand beside this one, are of its type and serve the same unit.")
    return take_step(request, _step(unit, _("Split the unit"), _("Split"), _("Split."), note, final=True), form, do)


@needs(UNIT_EDIT)
def dissolve_view(request: HttpRequest, key: str) -> HttpResponse:
    """End it."""
    actor, unit = actor_of(request), access_unit(actor=actor_of(request), key=key)

    def do(values: dict[str, Any]) -> None:
        dissolve_unit(actor=actor, unit=unit, **values)

    step = _step(unit, _("Dissolve the unit"), _("Dissolve"), _("Dissolved."), LASTING, final=True)
    return take_step(request, step, DissolveForm(request.POST or None), do)


@needs(UNIT_EDIT)
def serve_view(request: HttpRequest, key: str) -> HttpResponse:
    """Say for which administrative unit it is there."""
    actor, unit = actor_of(request), access_unit(actor=actor_of(request), key=key)

    def do(values: dict[str, Any]) -> None:
        serve_unit(actor=actor, unit=unit, **values)

    form = ServeForm(request.POST or None, initial={"serves": unit.serves})
    return take_step(request, _step(unit, _("Attach to a unit it serves"), _("Keep"), _("Kept.")), form, do)


@needs(UNIT_EDIT)
def duties_view(request: HttpRequest, key: str) -> HttpResponse:
    """Write its duties and its plan of the year."""
    actor, unit = actor_of(request), access_unit(actor=actor_of(request), key=key)

    def do(values: dict[str, Any]) -> None:
        describe_unit(actor=actor, unit=unit, **values)

    form = DutiesForm(request.POST or None, initial={"duties": unit.duties, "year_plan": unit.year_plan})
    return take_step(request, _step(unit, _("Duties and plan of the year"), _("Keep"), _("Kept.")), form, do)


def address(unit: Unit) -> str:
    """Return the address of a unit's page."""
    return reverse("organisation:unit", args=[unit.key])


def _step(unit: Unit, heading: Text, button: Text, done: Text, note: Text = "", *, final: bool = False) -> Step:
    return Step(heading, path_name(unit), button, address(unit), done, note, final)
