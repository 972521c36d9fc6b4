"""The privacy notice before anything else: shown, confirmed as read, and shown again when it has changed."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tongxin.accounts.models import User
from tongxin.accounts.notice import Notice, notice_in_force
from tongxin.accounts.web.again import KEPT, resume
from tongxin.accounts.web.entering import safe_next
from tongxin.accounts.web.first_password import must_choose
from tongxin.accounts.writes.notices import confirm_notice, must_read_notice
from tongxin.core.errors import RuleBrokenError
from tongxin.core.policy import signed_in
from tongxin.core.ui.dates import day_full
from tongxin.core.web import actor_of


@signed_in
def notice_view(request: HttpRequest) -> HttpResponse:
    """Show the notice in force, first in a few sentences, and take down that it was read."""
    user, notice = cast("User", request.user), notice_in_force()
    if notice is None or not must_read_notice(user):
        return _on(request)
    if request.method == "POST":
        try:
            confirm_notice(actor=actor_of(request), user=user, version=_version(request))
        except RuleBrokenError as error:
            messages.warning(request, str(error.message))
        else:
            return _on(request)
    return render(request, "accounts/notice.html", _context(request, notice, user.notice_version))


def _version(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0


def _context(request: HttpRequest, notice: Notice, read: int) -> dict[str, object]:
    changes = [change for change in notice.changes if 0 < read < change.version]
    return {"notice": notice, "since": day_full(notice.since), "changes": changes, "next": safe_next(request)}


def _on(request: HttpRequest) -> HttpResponse:
    """Lead on: to the choice of a password, to the form that was kept, or where somebody was going."""
    if must_choose(request):
        return redirect("accounts:password")
    kept = request.session.pop(KEPT, "")
    return resume(request, kept) if kept else redirect(safe_next(request) or "portal:home")
