"""The API for other systems, ``/api/v1/``. A key acts with its owner's rights; every route carries a mark like a view.

An app's routes are added here. Errors are ``{"code", "message", "field"}`` with the codes and sentences of the pages.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer

from tongxin.accounts.public import user_of_token
from tongxin.config import me
from tongxin.core.errors import BadInputError, ForbiddenError, TongxinError
from tongxin.core.policy import Actor, allowed_by_mark, mark_of, require
from tongxin.core.web import actor_of, refusal
from tongxin.organisation.public import actor_of_user

Operation = Callable[..., Any]


class NotSignedInError(TongxinError):
    """The request carries no key, or one that is no longer valid."""

    status = 401
    code = "not_signed_in"


class Key(HttpBearer):
    """``Authorization: Bearer <key>``; ``tongxin user token`` issues one."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Let the request act as the owner of the key."""
        user = user_of_token(token)
        if user is None:
            return None
        request.actor = actor_of_user(user)  # type: ignore[attr-defined]
        return actor_of(request)


def as_marked(operation: Operation) -> Operation:
    """Let a route run only as far as its mark allows; one without a mark never runs."""

    @wraps(operation)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        mark = mark_of(operation)
        require(mark is not None and allowed_by_mark(actor_of(request), mark), ForbiddenError)
        return operation(request, *args, **kwargs)

    return run


api = NinjaAPI(
    title="Tongxin", version="1", urls_namespace="api", auth=Key(), docs_url=None, openapi_url="openapi.json"
)
api.add_decorator(as_marked)
api.add_router("", me.router)


@api.exception_handler(TongxinError)
def refused(request: HttpRequest, error: TongxinError) -> HttpResponse:
    """Tell a refusal as the pages do."""
    return refusal(request, error)


@api.exception_handler(AuthenticationError)
def without_key(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Answer 401."""
    return refusal(request, NotSignedInError(_("Send a valid key: Authorization: Bearer …")))


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name the first value that does not fit."""
    first = error.errors[0]
    return refusal(request, BadInputError(first["msg"], field=str(first["loc"][-1])))
