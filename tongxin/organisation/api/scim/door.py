"""The door of SCIM: the key, the shape of answers and of errors, and versions by ETag."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from pydantic import ValidationError
from scim2_models import Error, SCIMException

from tongxin.accounts.public import good_token, needs_vouching
from tongxin.core.errors import TongxinError
from tongxin.core.policy import Actor, allowed_by_mark, needs, system_actor
from tongxin.organisation.reads.actors import actor_of_user
from tongxin.organisation.rights import SETTINGS

SCOPE = "scim"
SAFE = ("GET", "HEAD")
MEDIA = "application/scim+json"
BEARER = "Bearer "
ACTOR = system_actor(SCOPE)
View = Callable[..., HttpResponse]

# What a refusal of ours is called in RFC 7644, 3.12.
TYPES = {"uniqueness": "uniqueness", "bad_input": "invalidValue"}


def scim(*methods: str) -> Callable[[View], View]:
    """Let a view answer these methods to a valid key, and turn every refusal into the form of SCIM.

    The key belongs to somebody who may change the settings of the system; what the directory does is recorded as the
    work of the job ``system:scim``, because no person chose it.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @needs(SETTINGS)
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                refused = _refused(request, methods)
                return refused or view(request, *args, **kwargs)
            except (SCIMException, ValidationError, TongxinError) as error:
                return _told(error)

        return answer

    return decorate


def reply(value: dict[str, Any], *, status: int = 200, tag: str = "", location: str = "") -> HttpResponse:
    """Return an answer."""
    response = HttpResponse(json.dumps(value, ensure_ascii=False), content_type=MEDIA, status=status)
    if tag:
        response.headers["ETag"] = tag
    if location:
        response.headers["Location"] = location
    return response


def body_of(request: HttpRequest) -> dict[str, Any]:
    """Return what was sent. Raises SCIMException for what is no object in JSON."""
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise _bent() from error
    if not isinstance(found, dict):
        raise _bent()
    return found


def tag_of(value: dict[str, Any]) -> str:
    """Return the version of a representation: the same content has the same tag."""
    told = {name: part for name, part in value.items() if name != "meta"}
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return f'W/"{hashlib.sha256(text.encode()).hexdigest()[:20]}"'


def require_version(request: HttpRequest, tag: str) -> HttpResponse | None:
    """Return the refusal of a change that was made on an older version; None where there is none."""
    given = request.headers.get("If-Match", "")
    if not given or given.strip() == "*" or tag in [one.strip() for one in given.split(",")]:
        return None
    return failure(412, _("Somebody changed this since. Read it again, then send the change."))


def failure(status: int, detail: str, kind: str = "") -> HttpResponse:
    """Return an error in the form of SCIM."""
    error = Error(status=status, detail=detail, scim_type=kind or None)
    return reply(error.model_dump(), status=status)


def _refused(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse | None:
    given = request.headers.get("Authorization", "")
    key = given.removeprefix(BEARER) if given.startswith(BEARER) else ""
    token = good_token(key) if key else None
    if token is None:
        response = failure(401, _("Send a valid key: Authorization: Bearer …"))
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    owner: Actor = actor_of_user(token.user)
    covers = SCOPE in token.scopes and not (token.read_only and request.method not in SAFE)
    if not covers or needs_vouching(owner, token.user) or not allowed_by_mark(owner, frozenset({SETTINGS})):
        return failure(403, _("This key is not for a directory. Its owner must be a system administrator."))
    if request.method not in methods:
        response = failure(405, _("This is not possible here."))
        response.headers["Allow"] = ", ".join(methods)
        return response
    return None


def _told(error: SCIMException | ValidationError | TongxinError) -> HttpResponse:
    if isinstance(error, SCIMException):
        return reply(error.to_error().model_dump(), status=error.status)
    if isinstance(error, ValidationError):
        first = Error.from_validation_errors(error)[0]
        return reply(first.model_dump(), status=first.status or 400)
    status = 400 if error.status == 422 else error.status
    return failure(status, str(error.message), TYPES.get(error.code, ""))


def _bent() -> SCIMException:
    error = SCIMException(detail=_("The body is not an object in JSON."))
    error.scim_type = "invalidSyntax"
    return error
