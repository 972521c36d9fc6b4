"""The API for other systems, ``/api/v1/``: its door, its refusals, and the routes of all apps.

A key acts with its owner's rights, cut down to its scopes. Every route carries a mark like a view, and a scope. Who
may not is told so before anything that was sent is looked at. Errors are ``{"code", "message", "field"}`` with the
codes and sentences of the pages.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from tongxin.accounts.public import Token, good_token, needs_vouching
from tongxin.config.openapi import DescribedAPI, Readable
from tongxin.core.errors import BadInputError, ForbiddenError, Text, TongxinError, TooManyError
from tongxin.core.modules import refuse_off
from tongxin.core.policy import Actor, allowed_by_mark, mark_of, require
from tongxin.core.rates import seconds_to_wait
from tongxin.core.scopes import ANY, scope_of
from tongxin.core.web import actor_of, refusal
from tongxin.organisation.public import actor_of_user

Run = Callable[..., HttpResponse]
# As in urls.py: only the assembly knows where the apps keep what they bring.
ROUTES = (
    "tongxin.config.me",
    "tongxin.organisation.api.routes",
    "tongxin.casework.api.routes",
    "tongxin.casework.api.work",
    "tongxin.files.api.routes",
    "tongxin.exchange.api.routes",
)
READING = ("GET", "HEAD")
UNFIT: dict[str, Text] = {
    "missing": gettext_lazy("This is needed."),
    "extra_forbidden": gettext_lazy("The API knows no such name. Look at its description."),
    "string_too_long": gettext_lazy("This is too long."),
}


class NotSignedInError(TongxinError):
    """The request carries no key, or one that is no longer valid."""

    status = 401
    code = "not_signed_in"


class TooLargeError(TongxinError):
    """More was sent at once than is taken in."""

    status = 413
    code = "too_large"
    default = gettext_lazy("This is more than can be taken in at once.")


class Key(HttpBearer):
    """``Authorization: Bearer <key>``; made under 'me' or by ``tongxin user token``."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Let the request act as the owner of the key, as far as key, rate and mark of the route allow."""
        found = good_token(token)
        if found is None:
            return None
        actor = actor_of_user(found.user)
        if actor.person_id is None or needs_vouching(actor, found.user):
            return None
        request.actor, request.token = actor, found  # type: ignore[attr-defined]
        _count(found)
        _admit(request, found)
        return actor


def _count(token: Token) -> None:
    wait = seconds_to_wait(f"token:{token.digest[:20]}", settings.API_RATE)
    if wait:
        message = _("Too many requests. Go on in %(seconds)s seconds.") % {"seconds": wait}
        raise TooManyError(message, retry_after=wait)


def _admit(request: HttpRequest, token: Token) -> None:
    route = request.route  # type: ignore[attr-defined]
    scope, mark = scope_of(route), mark_of(route)
    writes = request.method not in READING
    opens = scope is not None and (scope == ANY or scope in token.scopes) and not (token.read_only and writes)
    require(opens, ForbiddenError, _("This key may not be used for that."), code="key_too_narrow")
    refuse_off(route)
    require(mark is not None and allowed_by_mark(actor_of(request), mark), ForbiddenError)


def with_route(run: Run) -> Run:
    """Let the door know which route is asked for: the key is looked at before anything that was sent."""
    operation = run.__self__  # type: ignore[attr-defined]

    @wraps(run)
    def answer(request: HttpRequest, **values: Any) -> HttpResponse:
        request.route = operation.view_func  # type: ignore[attr-defined]
        return run(request, **values)

    return answer


api = DescribedAPI(
    title="Tongxin",
    version="1",
    urls_namespace="api",
    auth=Key(),
    docs_url=None,
    openapi_url="openapi.json",
    renderer=Readable(),
)
api.add_decorator(with_route, mode="view")
for name in ROUTES:
    api.add_router("", f"{name}.router")


@api.exception_handler(TongxinError)
def refused(request: HttpRequest, error: TongxinError) -> HttpResponse:
    """Tell a refusal as the pages do."""
    response = refusal(request, error)
    if "retry_after" in error.data:
        response.headers["Retry-After"] = str(error.data["retry_after"])
    return response


@api.exception_handler(AuthenticationError)
def without_key(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Answer 401."""
    response = refusal(request, NotSignedInError(_("Send a valid key: Authorization: Bearer …")))
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(ValidationError)
def unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name the first value that does not fit."""
    first = error.errors[0]
    sentence = UNFIT.get(first["type"], _("This value does not fit. Look at the description of the API."))
    return refusal(request, BadInputError(sentence, field=str(first["loc"][-1])))


@api.exception_handler(HttpError)
def malformed(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what cannot be read at all."""
    refusal_of = BadInputError(_("This is no JSON that can be read."))
    response = refusal(request, refusal_of)
    response.status_code = error.status_code
    return response


@api.exception_handler(RequestDataTooBig)
def too_large(request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    """Answer 413."""
    return refusal(request, TooLargeError())
