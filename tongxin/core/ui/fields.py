"""What the ``field`` tag shows of a form field: label, control, help and error, tied together for screen readers."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from tongxin.core.errors import Text

TEXTAREA_ROWS = "4"
DJANGO_ROWS = "10"
# What Django says of every field, said our way: the catalogue of an app goes before Django's own.
SAID_ANEW = (gettext_noop("This field is required."),)


@dataclass(frozen=True)
class Option:
    """One choice of a group: its input, its word, and what it means."""

    control: SafeString
    label: Text
    note: Text


@dataclass(frozen=True)
class FieldView:
    """A form field as the template wants it. ``kind`` is ``line``, ``check``, ``group`` or ``hidden``."""

    kind: str
    id: str
    label: Text
    optional: Text
    help: Text
    errors: list[str]
    described_by: str
    control: SafeString | str = ""
    options: tuple[Option, ...] = ()


def kind_of(bound: BoundField) -> str:
    """Return how a field is shown."""
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    return "check" if isinstance(widget, forms.CheckboxInput) else "line"


def field_view(
    bound: BoundField,
    *,
    label: Text = "",
    optional: Text | bool | None = None,
    help_text: Text = "",
    notes: Mapping[str, Text] | None = None,
    attrs: Mapping[str, str | bool] | None = None,
) -> FieldView:
    """Return the view of a bound field; what is not given comes from the form."""
    kind = kind_of(bound)
    name = bound.auto_id or bound.html_name
    words = help_text or bound.help_text
    errors = [str(error) for error in bound.errors]
    described_by = " ".join(
        [f"{name}_help"] * bool(words) + [f"{name}_error"] * bool(errors),
    )
    return FieldView(
        kind=kind,
        id=str(name),
        label=label or bound.label or "",
        optional=_optional_word(bound, kind, optional),
        help=words,
        errors=errors,
        described_by=described_by,
        control="" if kind == "group" else bound.as_widget(attrs=_attrs(bound, kind, described_by, attrs or {})),
        options=_options(bound, notes or {}) if kind == "group" else (),
    )


def _optional_word(bound: BoundField, kind: str, optional: Text | bool | None) -> Text:
    if optional is None:
        optional = kind != "check" and not bound.field.required
    return gettext("optional") if optional is True else optional or ""


def _attrs(bound: BoundField, kind: str, described_by: str, given: Mapping[str, str | bool]) -> dict[str, str | bool]:
    attrs: dict[str, str | bool] = {name.replace("_", "-"): value for name, value in given.items()}
    own = bound.field.widget.attrs
    if kind == "line":
        attrs["class"] = " ".join(str(part) for part in ("input", own.get("class"), attrs.get("class")) if part)
    if isinstance(bound.field.widget, forms.Textarea) and own.get("rows") == DJANGO_ROWS:
        attrs.setdefault("rows", TEXTAREA_ROWS)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if described_by:
        attrs["aria-describedby"] = described_by
    return attrs


def _options(bound: BoundField, notes: Mapping[str, Text]) -> tuple[Option, ...]:
    return tuple(_option(part, notes) for part in bound.subwidgets)


def _option(part: BoundWidget, notes: Mapping[str, Text]) -> Option:
    return Option(control=part.tag(), label=part.choice_label, note=notes.get(str(part.data["value"]), ""))
