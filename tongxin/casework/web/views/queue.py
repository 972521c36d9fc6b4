"""The queue with the case beside it: for those who handle and supervise, fast by keyboard."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tongxin.casework.book import category_choices, clock_rule
from tongxin.casework.models import Case
from tongxin.casework.reads.case import case_view, note_reading
from tongxin.casework.reads.queue import COUNT_CAP, counts_of_views, found_cases, queue_page
from tongxin.casework.reads.sentences import status_sentence
from tongxin.casework.rights import EXPORT, HANDLE, SUPERVISE, access_case, possible_steps
from tongxin.casework.web.forms import Form, ReplyForm
from tongxin.core.htmx import page
from tongxin.core.policy import Actor, may, needs
from tongxin.core.web import actor_of

TEMPLATE = "casework/queue.html"
VIEW_WORDS = {
    "mine": _("In my hand"),
    "soon": _("Due soon"),
    "new": _("New"),
    "stopped": _("Standing"),
    "open": _("All open"),
    "done": _("Ended"),
}


@needs(HANDLE, SUPERVISE)
def queue_view(request: HttpRequest) -> HttpResponse:
    """Show the queue; a case is opened beside it."""
    return page(request, TEMPLATE, _queue(request, actor_of(request)), part="rows")


@needs(HANDLE, SUPERVISE)
def work_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show one case beside the queue. That it was read is noted, and the raiser sees how often."""
    return show_work(request, key)


def show_work(request: HttpRequest, key: str, *, reply: Form | None = None, status: int = 200) -> HttpResponse:
    """Render a case beside the queue, with a form that was refused if there is one."""
    actor = actor_of(request)
    case = access_case(actor=actor, key=key)
    around = {} if request.headers.get("HX-Request") else _queue(request, actor, beside=case)
    note_reading(actor, case)
    view = case_view(actor, case, around["page"].beside if around else None)
    steps = possible_steps(actor, case)
    context = around | {
        "view": view,
        "case": case,
        "sentence": status_sentence(actor, view.line),
        "other_clocks": [(clock_rule(kind).name, term) for kind, term in view.line.others],
        "steps": {step.value: True for step in steps},
        "reply_form": reply or ReplyForm(initial={"version": case.version, "to": "talk"}),
        "showing_detail": True,
    }
    return page(request, TEMPLATE, context, part="case", status=status)


def _queue(request: HttpRequest, actor: Actor, beside: Case | None = None) -> dict[str, Any]:
    view = request.GET.get("view", "")
    if view not in VIEW_WORDS:
        view = "mine" if may(actor, HANDLE) else "open"
    text, category = request.GET.get("q", "")[:80], request.GET.get("category", "")
    found = queue_page(
        actor,
        found_cases(actor, view, text, category),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        newest=view == "done",
        beside=beside,
    )
    counts = counts_of_views(actor)
    tabs = [(name, words, counts.get(name)) for name, words in VIEW_WORDS.items()]
    return {
        "page": found,
        "view_name": view,
        "tabs": tabs,
        "cap": COUNT_CAP,
        "text": text,
        "category": category,
        "categories": category_choices(),
        "can_export": may(actor, EXPORT),
    }
