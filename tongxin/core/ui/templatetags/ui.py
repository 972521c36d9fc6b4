"""The tags of the shared components. They take plain values, never models; they are builtins of every template."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tongxin.core import clock, figures
from tongxin.core.belonging import form_mark
from tongxin.core.errors import Text
from tongxin.core.names import new_name
from tongxin.core.policy import NOBODY
from tongxin.core.ui import dates, fields, panels

register = template.Library()


@register.simple_tag
def icon(name: str, *, small: bool = False) -> SafeString:
    """Return an icon of the sprite by its Tabler name."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        " icon-s" if small else "",
        static("ui/icons.svg"),
        name,
    )


@register.simple_tag
def badge(word: Text, tone: str = "", icon: str = "") -> SafeString:
    """Return a state as a word with an icon. ``tone`` is one or more of ok, soon, late, note, gold, bare."""
    return format_html('<span class="{}">{}{}</span>', f"badge {tone}".strip(), _small(icon), word)


def _small(name: str) -> SafeString | str:
    return icon(name, small=True) if name else ""


@register.inclusion_tag("ui/parts/field.html")
def field(
    bound: BoundField,
    label: Text = "",
    *,
    optional: Text | bool | None = None,
    help: Text = "",
    look: str = "pick",
    notes: Mapping[str, Text] | None = None,
    **attrs: str | bool,
) -> dict[str, object]:
    """Show a form field. ``look`` of a group is pick, grid or seg; ``notes`` explains its choices by value.

    Other arguments become attributes of the control, ``_`` standing for ``-``.
    """
    view = fields.field_view(bound, label=label, optional=optional, help_text=help, notes=notes, attrs=attrs)
    return {"view": view, "look": look}


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: object) -> str:
    """Return the query string of this address with some values changed; an empty value leaves the key out."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.inclusion_tag("ui/parts/pager.html", takes_context=True)
def pager(context: Context, page: Any) -> dict[str, object]:
    """Show the way to the pages before and after. ``page`` has the cursors ``before`` and ``after``, empty at the ends.

    The links set ``?before=`` or ``?after=`` and keep the rest of the query; ``page.words`` may say where one is.
    """
    return {
        "before": query_with(context, before=page.before, after="") if page.before else "",
        "after": query_with(context, after=page.after, before="") if page.after else "",
        "words": getattr(page, "words", ""),
    }


@register.inclusion_tag("ui/parts/empty.html")
def empty(title: Text, text: Text = "", action_url: str = "", action_text: Text = "") -> dict[str, object]:
    """Show what would stand here and how to start it."""
    return {"title": title, "text": text, "action_url": action_url, "action_text": action_text}


@register.simple_tag
def steps(items: Sequence[Any], current: object = "", *, done: bool = False) -> SafeString:
    """Return stages in a line. An item is a word or a pair of name and word; those before ``current`` are done."""
    pairs = [item if isinstance(item, tuple) else (item, item) for item in items]
    names = [name for name, _ in pairs]
    at = len(names) if done else names.index(current) if current in names else -1
    marks = [_mark(place, at) for place in range(len(pairs))]
    rows = ((mark, word) for mark, (_, word) in zip(marks, pairs, strict=True))
    return format_html('<ol class="steps">{}</ol>', format_html_join("", "<li{}>{}</li>", rows))


def _mark(place: int, at: int) -> SafeString | str:
    if place < at:
        return format_html(' class="{}"', "done")
    return format_html(' aria-current="{}"', "step") if place == at else ""


@register.simple_block_tag
def panel_box(content: SafeString, tone: str = "", icon: str = "info-circle") -> SafeString:
    """Wrap a promise, a note or a breach. ``tone`` is empty or one of note, ok, soon, late."""
    return format_html('<div class="{}">{}{}</div>', f"panel {tone}".strip(), _icon(icon), content)


_icon = icon


@register.simple_tag(takes_context=True)
def act_key(context: Context) -> SafeString:
    """Return the hidden idempotency key of a form, and whose form it is: sent twice, the act happens once.

    A form that is kept while its session is lost goes on only to the one to whom it was shown.
    """
    actor = getattr(getattr(context, "request", None), "actor", NOBODY)
    return format_html(
        '<input type="hidden" name="_key" value="{}"><input type="hidden" name="_for" value="{}">',
        new_name(),
        form_mark(actor.user_id),
    )


@register.simple_tag
def day(value: date | None) -> SafeString | str:
    """Return a day as people say it, in full on hover."""
    if value is None:
        return ""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        value.isoformat(),
        dates.day_full(value),
        dates.day_words(value, clock.today()),
    )


@register.filter
def dated(value: date) -> str:
    """Return a day with its year, for a sentence that is printed or read later."""
    return dates.day_dated(value)


@register.simple_tag
def moment(value: datetime | None) -> SafeString | str:
    """Return a moment as people say it, in full on hover."""
    if value is None:
        return ""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        clock.local(value).isoformat(timespec="minutes"),
        dates.moment_full(value),
        dates.moment_words(value),
    )


@register.simple_tag(takes_context=True)
def whence(context: Context, name: str, value: object, of: str = figures.MINE) -> SafeString:
    """Return a figure as a link to the page that says where it comes from."""
    actor = getattr(getattr(context, "request", None), "actor", NOBODY)
    address = figures.link(actor, name, of, value)
    about = _("%(figure)s: where does this come from?") % {"figure": figures.declared_figures()[name].title}
    return format_html(
        '<a class="whence" href="{}" title="{}">{}<span class="sr"> {}</span></a>', address, about, value, about
    )


@register.simple_tag(takes_context=True)
def whence_row(context: Context, name: str, of: str = figures.MINE) -> SafeString:
    """Return one quiet link for figures that stand in a row and are links already: it opens the first of them."""
    actor = getattr(getattr(context, "request", None), "actor", NOBODY)
    figures.access_figure(actor, name)
    words = _("Where do these figures come from?")
    return format_html('<a class="whence-row" href="{}">{}</a>', figures.address_of(name, of), words)


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str) -> SafeString:
    """Show the relevant panels of a slot."""
    values = {str(key): value for key, value in context.flatten().items()}
    values.setdefault("actor", getattr(values["request"], "actor", None))
    return format_html_join("", "{}", ((part,) for part in panels.panels_of(name, values)))
