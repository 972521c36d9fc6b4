"""The inbox page, and following a notice."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.views.decorators.http import require_GET, require_POST

from tongxin.core.htmx import page
from tongxin.core.policy import signed_in
from tongxin.core.web import actor_of
from tongxin.inbox.reads import notices_of, unread_count
from tongxin.inbox.todos import todos_of
from tongxin.inbox.writes import open_notice, read_all

LONGEST_CURSOR = 18


@signed_in
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what waits for me, the nearest day first, then what I was told, newest first."""
    actor = actor_of(request)
    before, after = _cursor(request, "before"), _cursor(request, "after")
    context: dict[str, object] = {
        "todos": todos_of(actor) if before is None and after is None else None,
        "notices": notices_of(actor, before=before, after=after),
        "has_unread": unread_count(actor) > 0,
        "back_url": resolve_url(settings.LOGIN_REDIRECT_URL),
    }
    return page(request, "inbox/inbox.html", context)


def _cursor(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    is_cursor = text.isascii() and text.isdecimal() and len(text) <= LONGEST_CURSOR
    return int(text) if is_cursor else None  # one that nobody gave out shows the newest page


@signed_in
@require_POST
def notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark a notice as read and go on to where it leads."""
    return HttpResponseRedirect(open_notice(actor=actor_of(request), notice_id=notice_id).link)


@signed_in
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    read_all(actor=actor_of(request))
    return redirect("inbox:inbox")
