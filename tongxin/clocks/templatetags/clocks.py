"""The tags of terms: ``{% load clocks %}``, then ruler, ruler_ends, why, term_badge and the filter due_words."""

from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tongxin.clocks import words
from tongxin.clocks.reasons import reasons
from tongxin.clocks.rules import ruler as rulers
from tongxin.clocks.rules.term import State, Term
from tongxin.core.errors import Text
from tongxin.core.ui.dates import day_short
from tongxin.core.ui.templatetags.ui import badge

register = template.Library()

# So many marks at either end belong to the days written below the ruler: "today" finds no room there.
ROOM = 4


@register.simple_tag
def ruler(term: Term, *, slim: bool = False) -> SafeString:
    """Return the ruler of a term, with the same in words for screen readers; ``slim`` for lists, without labels."""
    today, drawn = gettext("Today"), rulers.ruler(term)
    named = range(0) if slim else range(ROOM, len(drawn) - ROOM)
    marks = format_html_join(
        "",
        "{}",
        ((_mark(mark.classes, today if mark.label and place in named else ""),) for place, mark in enumerate(drawn)),
    )
    return format_html(
        '<{0} class="{1}" role="img" aria-label="{2}">{3}</{0}>',
        "span" if slim else "div",
        "ruler slim" if slim else "ruler",
        words.sentence_words(term),
        marks,
    )


# The few kinds of marks are made once: a list of fifty rulers has near a thousand of them.
@lru_cache(maxsize=256)
def _mark(classes: tuple[str, ...], label: str) -> SafeString:
    return format_html(
        "<i{}>{}</i>",
        format_html(' class="{}"', " ".join(classes)) if classes else "",
        format_html("<b>{}</b>", label) if label else "",
    )


@register.simple_tag
def ruler_ends(term: Term) -> SafeString:
    """Return what stands under a ruler: its first day, the answer if there is one, and its last day."""
    answered = ""
    if term.state is State.ENDED:
        answered = format_html("<span>{}</span>", gettext("%(day)s answered") % {"day": day_short(term.as_of)})
    return format_html(
        '<div class="ruler-ends"><span>{}</span>{}<b>{}</b></div>',
        day_short(term.path.counts_from),
        answered,
        day_short(term.due_on),
    )


@register.simple_tag
def why(term: Term) -> SafeString:
    """Return why the term ends on its date, as a list."""
    rows = format_html_join("", "<li><span>{}</span>{}</li>", reasons(term))
    return format_html('<ol class="why">{}</ol>', rows)


@register.simple_tag
def term_badge(term: Term, of: Text = "") -> SafeString:
    """Return where the term stands as a badge; ``of`` names the term where several stand near each other."""
    said = words.badge_of(term)
    word = gettext("%(clock)s: %(state)s") % {"clock": of, "state": said.word} if of else said.word
    return badge(word, said.tone, said.icon)


@register.filter
def due_words(term: Term) -> str:
    """Return the deadline as people say it, with what is left."""
    return words.due_words(term)


@register.filter
def elapsed_words(term: Term) -> str:
    """Return how much of the term is used."""
    return words.elapsed_words(term)


@register.filter
def left_words(term: Term) -> str:
    """Return how much of the term is left, or by how much it was missed."""
    return words.badge_of(term).word
