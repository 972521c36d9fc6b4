"""The last step of every way in: the second factor where there is one, the session, the way on; and what ends it."""

from typing import TypeVar
from urllib.parse import urlencode

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from tongxin.accounts.facts import SIGNED_IN
from tongxin.accounts.models import SignInCode, User
from tongxin.accounts.web.again import KEPT, kept_form, own_form, resume
from tongxin.accounts.web.first_password import CODE, must_choose
from tongxin.accounts.writes.factors import has_factors
from tongxin.accounts.writes.notices import must_read_notice
from tongxin.accounts.writes.sign_ins import forget, remember
from tongxin.core import clock
from tongxin.core.policy import NOBODY
from tongxin.journal.public import note

BACKEND = "tongxin.accounts.sign_in.NumberOrPhoneBackend"
HALF = "half_entered"
BEGUN = "begun"
HALF_SECONDS = 300
ResponseT = TypeVar("ResponseT", bound=HttpResponseBase)


def begin(
    request: HttpRequest, user: User, *, way: str = "password", code: SignInCode | None = None, on: str | None = None
) -> HttpResponse:
    """Let somebody in who has shown one thing: at once, or on to the second one where the account asks for it."""
    code_id = code.pk if code else None
    on = safe_next(request) if on is None else on
    if (code and code.resets_factors) or not has_factors(user):
        return enter(request, user, way=way, code_id=code_id, on=on, kept=kept_form(request))
    request.session.cycle_key()
    request.session[HALF] = {
        "user": user.pk,
        "at": clock.now().timestamp(),
        "way": way,
        "code": code_id,
        "on": on,
        "kept": kept_form(request),
    }
    return redirect("accounts:second")


def half_entered(request: HttpRequest) -> User | None:
    """Return who has shown one thing in this session, less than five minutes ago."""
    half = request.session.get(HALF)
    if not half or clock.now().timestamp() - half["at"] > HALF_SECONDS:
        return None
    return User.objects.filter(pk=half["user"], is_active=True).first()


def go_on(request: HttpRequest, user: User) -> HttpResponse:
    """Let somebody in who has now shown the second thing too."""
    half = request.session.pop(HALF)
    return enter(request, user, way=half["way"], code_id=half["code"], on=half["on"], kept=half["kept"])


def enter(
    request: HttpRequest, user: User, *, way: str, code_id: int | None = None, on: str = "", kept: str = ""
) -> HttpResponse:
    """Begin the session and lead on: to the choice of a password, to the form that was kept, or where he was going."""
    _leave_the_session_before(request)
    login(request, user, backend=BACKEND)
    request.session[BEGUN] = clock.now().timestamp()
    if code_id is not None:
        request.session[CODE] = code_id
    remember(user=user, session_key=request.session.session_key or "", agent=agent_of(request), way=way)
    note(SIGNED_IN, actor=NOBODY, object=f"accounts.user:{user.pk}", way=way)
    kept = own_form(request, user, kept)
    if must_read_notice(user):
        request.session[KEPT] = kept
        return redirect(f"{reverse('accounts:notice')}?{urlencode({'next': on})}" if on else "accounts:notice")
    if must_choose(request):
        request.session[KEPT] = kept
        return redirect("accounts:password")
    if kept:
        return resume(request, kept)
    return redirect(on or "portal:home")


def _leave_the_session_before(request: HttpRequest) -> None:
    """Give whoever signs in once more a session of his own: Django would go on with the old one."""
    if request.user.is_authenticated:
        forget(request.session.session_key or "")
        request.session.cycle_key()


def without_traces(response: ResponseT) -> ResponseT:
    """Let the browser forget what it kept of the pages: of a shared device the next one presses "back"."""
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def agent_of(request: HttpRequest) -> str:
    """Return what the browser says of itself."""
    return request.headers.get("User-Agent", "")[:400]


def safe_next(request: HttpRequest) -> str:
    """Return where the sign-in leads on, if that is a page of ours."""
    address = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else ""
