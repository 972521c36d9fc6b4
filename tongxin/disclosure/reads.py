"""Lists of requests, their to-do, and what the journal and this app keep of one person."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tongxin.core.own_data import Section, moment_text
from tongxin.core.policy import Actor, may
from tongxin.disclosure.models import CORRECTED, Correction
from tongxin.disclosure.rights import EDIT, own_corrections, visible_corrections
from tongxin.inbox.public import Todo
from tongxin.journal.public import tally_about, tally_by

PAGE = 50
COUNTED = 1000


def corrections_page(actor: Actor, *, answered: bool) -> list[Correction]:
    """Return the first requests that wait, oldest first; or the last that were answered, newest first. One query."""
    found = visible_corrections(actor).filter(answered_at__isnull=not answered).select_related("person", "person__home")
    return list(found.order_by("-pk" if answered else "pk")[:PAGE])


def todos(actor: Actor) -> list[Todo]:
    """Return one to-do for all requests that wait, to those who may answer them."""
    if not may(actor, EDIT):
        return []
    count = visible_corrections(actor).filter(answered_at=None).values("pk")[:COUNTED].count()
    if not count:
        return []
    title = _("Corrections asked for, to be answered: %(count)s") % {"count": count}
    return [Todo(title=title, note="", icon="pencil", link=reverse("disclosure:corrections"), order=70)]


def own_data(actor: Actor, full: bool) -> list[Section]:  # noqa: ARG001 - his own words, always whole
    """Return the sections of the person who acts. Three queries."""
    return [_corrections(actor), _journal(actor)]


def _corrections(actor: Actor) -> Section:
    words = {"": _("waits for an answer"), CORRECTED: _("corrected")}
    rows = [
        (
            row.words,
            moment_text(row.asked_at),
            words.get(row.outcome, _("stays as it is")),
            row.answer,
            row.answered_by.name if row.answered_by is not None else "",
        )
        for row in own_corrections(actor).select_related("answered_by").order_by("-pk")
    ]
    origin = _("Written by you, answered by those who look after the people of your unit. Kept encrypted.")
    columns = (_("What is wrong"), _("Asked"), _("Outcome"), _("Answer"), _("Answered by"))
    return Section("corrections", _("Corrections I asked for"), origin, columns, rows)


def _journal(actor: Actor) -> Section:
    about = tally_about(f"organisation.person:{actor.person_id}")
    told = [(_("about me"), about), (_("by me"), tally_by(actor.label))]
    rows = [
        (str(line.label), how, str(line.count), moment_text(line.first), moment_text(line.last))
        for how, lines in told
        for line in lines
    ]
    origin = _(
        "Recorded when it happened; cannot be changed. What you raise or say as a voice is recorded without you."
    )
    columns = (_("Item"), _("In what way"), _("Times"), _("First"), _("Last"))
    return Section("journal", _("The journal"), origin, columns, rows)
