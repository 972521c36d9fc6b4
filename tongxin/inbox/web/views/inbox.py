"""The inbox page, and following a notice."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.views.decorators.http import require_GET, require_POST

from tongxin.core import cursors
from tongxin.core.htmx import page
from tongxin.core.policy import signed_in
from tongxin.core.web import actor_of
from tongxin.inbox.reads.notices import notices_of, unread_count
from tongxin.inbox.todos import todos_of
from tongxin.inbox.writes.reading import open_notice, read_all


@signed_in
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what waits for me, the nearest day first, then what I was told, newest first."""
    actor = actor_of(request)
    before, after = (cursors.opened_id(request.GET.get(name, "")) for name in ("before", "after"))
    context: dict[str, object] = {
        "todos": todos_of(actor) if before is None and after is None else None,
        "notices": notices_of(actor, before=before, after=after),
        "has_unread": unread_count(actor) > 0,
        "back_url": resolve_url(settings.LOGIN_REDIRECT_URL),
    }
    return page(request, "inbox/inbox.html", context)


@signed_in
@require_POST
def notice(request: HttpRequest, mark: str) -> HttpResponse:
    """Mark a notice as read and go on to where it leads."""
    return HttpResponseRedirect(open_notice(actor=actor_of(request), notice_id=cursors.opened_id(mark) or 0).link)


@signed_in
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    read_all(actor=actor_of(request))
    return redirect("inbox:inbox")
