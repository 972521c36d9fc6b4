"""What a session must keep to: its end, the privacy notice read, and a second factor where one is demanded."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from tongxin.accounts.rights import needs_vouching
from tongxin.accounts.web.again import KEPT, keep_and_sign_in, kept_of
from tongxin.accounts.web.entering import BEGUN, without_traces
from tongxin.accounts.writes.factors import has_factors
from tongxin.accounts.writes.notices import must_read_notice
from tongxin.accounts.writes.sign_ins import forget
from tongxin.core import clock
from tongxin.core.htmx import wants_fragment
from tongxin.core.policy import EVERYONE, is_administrator, is_guarded, mark_of
from tongxin.core.web import GetResponse, actor_of, is_api

SEEN = "seen"
IDLE, IDLE_ADMINISTRATOR = timedelta(hours=8), timedelta(minutes=30)
SEEN_EVERY = timedelta(minutes=5)
WITH_FACTOR = "with_factor"
NOTICE = "accounts:notice"
WITHOUT_NOTICE = {NOTICE, "accounts:sign-out"}
WITHOUT_VOUCHING = {"accounts:vouching", "accounts:password", "accounts:sign-out"}
OPEN = {"accounts:own", "accounts:add-app", "accounts:add-passkey", "accounts:password", "accounts:sign-out"}


class GateMiddleware:
    """Ends sessions that are idle (administrators 30 minutes, others 8 hours) or 12 hours old.

    And demands, in order: that the privacy notice was read, that two persons vouch, a second factor.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; the decision is in ``process_view``."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:  # noqa: ARG002
        """Let pass whoever has kept to it."""
        if not request.user.is_authenticated or mark_of(view) == EVERYONE or is_api(request):
            return None
        if _is_old(request) or _is_idle(request):
            return without_traces(_signed_out(request))
        if must_read_notice(request.user):
            return None if _name(request) in WITHOUT_NOTICE else _to_notice(request)
        if needs_vouching(actor_of(request), request.user) and _name(request) not in WITHOUT_VOUCHING:
            return _led(request, "accounts:vouching")
        if needs_factor(request) and _name(request) not in OPEN:
            return _led(request, "accounts:own")
        return None


def needs_factor(request: HttpRequest) -> bool:
    """Return whether this person must add a second factor before going on. Asked of the database until he has one."""
    wanted = settings.SECOND_FACTOR
    if wanted == "offered" or request.session.get(WITH_FACTOR):
        return False
    demanded = {"everyone": lambda _actor: True, "guarded": is_guarded, "administrators": is_administrator}[wanted]
    if not demanded(actor_of(request)):
        return False
    if not has_factors(request.user):  # type: ignore[arg-type]
        return True
    request.session[WITH_FACTOR] = True
    return False


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match is not None else ""


def _to_notice(request: HttpRequest) -> HttpResponseBase:
    """Lead to the notice and back; a form that was sent is kept until the notice is read."""
    if wants_fragment(request):
        return _led(request, NOTICE)
    if request.method == "POST" and _name(request) not in OPEN:
        request.session[KEPT] = kept_of(request)
        return redirect(NOTICE)
    return redirect(f"{reverse(NOTICE)}?{urlencode({'next': request.get_full_path()})}")


def _led(request: HttpRequest, name: str) -> HttpResponseBase:
    if wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": reverse(name)})
    return redirect(name)


def _is_old(request: HttpRequest) -> bool:
    """Return whether the session has lasted its whole time. Django would prolong it with every change."""
    now = clock.now().timestamp()
    return bool(now - request.session.setdefault(BEGUN, now) > settings.SESSION_COOKIE_AGE)


def _is_idle(request: HttpRequest) -> bool:
    now, seen = clock.now().timestamp(), request.session.get(SEEN)
    limit = IDLE_ADMINISTRATOR if is_administrator(actor_of(request)) else IDLE
    if seen is not None and now - seen > limit.total_seconds():
        return True
    if seen is None or now - seen > SEEN_EVERY.total_seconds():
        request.session[SEEN] = now
    return False


def _signed_out(request: HttpRequest) -> HttpResponseBase:
    forget(request.session.session_key or "")
    logout(request)
    if request.method == "POST" and not wants_fragment(request):
        return keep_and_sign_in(request)
    address = reverse("accounts:sign-in")
    if wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(f"{address}?next={request.path}")
