"""Home, me, the workbench, and the two pages of administrators."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongxin.core import clock, db
from tongxin.core.jobs import job_states, label_of
from tongxin.core.policy import needs, signed_in
from tongxin.core.ui.dates import day_long
from tongxin.core.ui.shell import Shell
from tongxin.core.web import actor_of, number_in
from tongxin.inbox.public import todos_of
from tongxin.journal.public import newest_entries, note, set_checkpoint
from tongxin.organisation.public import person_of
from tongxin.portal.reads import AREAS, journal_rows
from tongxin.portal.rights import JOURNAL_READ, JOURNAL_VIEW, SETTINGS

PAGE = 50


@signed_in
def home_view(request: HttpRequest) -> HttpResponse:
    """Answer three questions: what is mine to do, where do my matters stand, what is new."""
    actor = actor_of(request)
    person = person_of(actor)
    count = len(todos_of(actor))
    greeting = (
        ngettext("%(name)s, one thing waits for you.", "%(name)s, %(count)s things wait for you.", count)
        if count
        else _("%(name)s, nothing waits for you today.")
    ) % {"name": actor.name, "count": count}
    home = person.home.name if person is not None and person.home is not None else ""
    context = {"actor": actor, "greeting": greeting, "today": day_long(clock.today()), "home": home}
    return render(request, "portal/home.html", context)


@signed_in
def me_view(request: HttpRequest) -> HttpResponse:
    """Show what the platform knows of me, and my settings."""
    return render(request, "portal/me.html", {"actor": actor_of(request), "view_is_set_here": True})


@signed_in
def workbench_view(request: HttpRequest) -> HttpResponse:
    """Show an officer what is on his desk today; whoever has no desk is at home."""
    if not Shell(request).jobs:
        return redirect("portal:home")
    context = {"actor": actor_of(request), "today": day_long(clock.today())}
    return render(request, "portal/workbench.html", context)


@needs(JOURNAL_VIEW)
def journal_view(request: HttpRequest) -> HttpResponse:
    """Show the journal, newest first. That it was read is itself noted."""
    before, kind = number_in(request, "before"), request.GET.get("kind", "")[:60]
    if before is None:
        note(JOURNAL_READ, actor=actor_of(request))
    lines = newest_entries(before=before, limit=PAGE, kind=kind)
    following = lines[-1].number if len(lines) == PAGE else None
    context = {"rows": journal_rows(lines), "following": following, "kind": kind, "areas": AREAS}
    return render(request, "portal/journal.html", context)


@needs(SETTINGS)
def system_view(request: HttpRequest) -> HttpResponse:
    """Show how the system runs: database, jobs, journal. No person's data."""
    known = sorted(job_states(), key=lambda state: state.name)
    jobs = [(label_of(state.name), state) for state in known if state.due_at is not None]
    return render(request, "portal/system.html", {"mode": db.mode(), "jobs": jobs, "journal": set_checkpoint()})
