"""Panels of casework on pages of others: home, the workbench, a unit."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tongxin.casework.reads.figures import can_see_load, load_in_reach, load_of
from tongxin.casework.reads.mine import last_word, my_newest_live, to_rate
from tongxin.casework.reads.queue import cases_in_view, counts_of_views, queue_page
from tongxin.casework.reads.sentences import status_sentence
from tongxin.casework.rights import FIGURES, HANDLE, SUPERVISE
from tongxin.core.policy import Actor, may
from tongxin.core.ui.panels import Context, Panel
from tongxin.inbox.public import Todo
from tongxin.words.public import short_title

TODO_TITLE = 12


class MinePanel(Panel):
    """Where my matters stand."""

    name = "casework.mine"
    slot = "home"
    template = "casework/panels/mine.html"
    order = 20

    def context(self, context: Context) -> dict[str, Any]:
        """Return my newest cases in hand with their last word."""
        actor = context["actor"]
        lines, live, total = my_newest_live(actor)
        entries = [(line, status_sentence(actor, line), last_word(line.case)) for line in lines]
        return {"entries": entries, "live": live, "total": total}


class MeRow(Panel):
    """The way to my cases, on the page 'me'."""

    name, slot, order = "casework.me", "me_rows", 10
    template = "casework/panels/me_row.html"


class QueuePanel(Panel):
    """What is on my desk: counts, and the most urgent."""

    name = "casework.queue"
    slot = "workbench"
    template = "casework/panels/queue.html"
    order = 10

    def is_relevant(self, context: Context) -> bool:
        """Show it to those who handle or supervise."""
        return may(context["actor"], HANDLE) or may(context["actor"], SUPERVISE)

    def context(self, context: Context) -> dict[str, Any]:
        """Return the counts of the views and the first lines."""
        actor = context["actor"]
        view = "mine" if may(actor, HANDLE) else "soon"
        page = queue_page(actor, cases_in_view(actor, view))
        return {"counts": counts_of_views(actor), "lines": page.lines[:6], "view_name": view}


class LoadPanel(Panel):
    """How many cases the units in my reach have, and how late: counts only."""

    name = "casework.load"
    slot = "workbench"
    template = "casework/panels/load.html"
    order = 20

    def is_relevant(self, context: Context) -> bool:
        """Show it to those who may see figures."""
        return may(context["actor"], FIGURES)

    def context(self, context: Context) -> dict[str, Any]:
        """Return the load."""
        return {"load": load_in_reach(context["actor"])}


class UnitPanel(Panel):
    """What a unit has in hand."""

    name = "casework.unit"
    slot = "unit"
    template = "casework/panels/unit.html"
    order = 50

    def is_relevant(self, context: Context) -> bool:
        """Show it where the reader may see the counts of this unit, as it is today."""
        return not context.get("as_at") and can_see_load(context["actor"], context["unit"].pk)

    def context(self, context: Context) -> dict[str, Any]:
        """Return the load of the unit and all below it."""
        return {"load": load_of(context["actor"], context["unit"].pk)}


def todos(actor: Actor) -> list[Todo]:
    """Return what waits for me: answers to rate, and new cases to accept."""
    mine = [
        Todo(
            title=_("%(title)s: is it solved?") % {"title": short_title(line.title, TODO_TITLE)},
            note=_("%(unit)s has answered, your word decides") % {"unit": line.case.unit.name},
            icon="circle-check",
            link=reverse("casework:case", args=[line.case.key]),
            due_on=line.case.next_due_on,
            order=10,
        )
        for line in to_rate(actor)
    ]
    return mine + (_desk(actor) if may(actor, HANDLE) else [])


def _desk(actor: Actor) -> list[Todo]:
    found = []
    for view, title in (("new", _("Cases to accept: %(count)s")), ("soon", _("Cases that fall due soon: %(count)s"))):
        page = queue_page(actor, cases_in_view(actor, view))
        if page.lines:
            count = f"{len(page.lines)}+" if page.after else str(len(page.lines))
            found.append(
                Todo(
                    title=title % {"count": count},
                    note=page.lines[0].case.number,
                    icon="message",
                    link=f"{reverse('casework:queue')}?view={view}",
                    due_on=page.lines[0].case.next_due_on,
                    order=20,
                )
            )
    return found
