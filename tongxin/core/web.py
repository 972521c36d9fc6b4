"""Requests at the door: who may pass, which key a form carries, and how a refusal is told."""

import logging
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.core import crypto
from tongxin.core.acts import with_key
from tongxin.core.errors import ForbiddenError, NotFoundError, TongxinError
from tongxin.core.htmx import wants_fragment
from tongxin.core.languages import language_of
from tongxin.core.modules import ModuleOffError, read_once, refuse_off
from tongxin.core.outages import is_outage
from tongxin.core.page_memory import making_a_page
from tongxin.core.policy import EVERYONE, NOBODY, Actor, allowed_by_mark, mark_of, require

GetResponse = Callable[[HttpRequest], HttpResponseBase]
API = "/api/"
API_PREFIXES = (API, "/scim/")  # SCIM words its refusals itself
UNUSED_POWERS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
NULL = "\x00"
NEVER_METHODS = ("TRACE", "CONNECT")
NEVER_SENT_AGAIN = {"password", "old"}
RETRY_AFTER_SECONDS = "5"
log = logging.getLogger(__name__)


def actor_of(request: HttpRequest) -> Actor:
    """Return who makes the request."""
    return getattr(request, "actor", NOBODY)


class WrongMethodError(TongxinError):
    """The address exists, but not for this."""

    status = 405
    code = "wrong_method"
    default = gettext_lazy("This address cannot be used in this way.")


class ErrorMiddleware:
    """Turns a refusal into a page, a part of a page or JSON: the same code and sentence in each."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the key of the form or of the client around all acts; what only shows a page reads once."""
        _drop_null(request)
        memory = making_a_page() if request.method == "GET" else nullcontext()
        with with_key(key_of(request)), read_once(), memory:
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Answer a refusal; leave an unexpected error to Django."""
        if isinstance(error, TongxinError):
            return refusal(request, error)
        if isinstance(error, Http404):
            return refusal(request, NotFoundError())
        if isinstance(error, PermissionDenied):
            return refusal(request, ForbiddenError())
        if is_outage(error):
            return busy(request, error)
        return None


class PolicyMiddleware:
    """Refuses a view without a mark, sends strangers to the sign-in, and answers 403 where a role can never."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and let no device keep the page; the decision is in ``process_view``."""
        response = self.get_response(request)
        if response.status_code == WrongMethodError.status:
            response = _wrong_method(request, response)
        # Of a shared computer the next one presses "back" after the sign-out.
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Permissions-Policy", UNUSED_POWERS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:  # noqa: ARG002
        """Decide by the mark of the view alone, before anything is read."""
        unfit = _unfit(request)
        if unfit is not None:
            return refusal(request, unfit)
        if is_api(request):
            return None  # the API's own authentication carries the marks (config/api.py)
        mark = mark_of(view)
        if mark is None:
            return refusal(request, ForbiddenError(code="unmarked"))
        actor = actor_of(request)
        if actor.person_id is None and mark != EVERYONE:
            return sign_in_first(request)
        try:
            refuse_off(view)
            require(allowed_by_mark(actor, mark))
        except TongxinError as error:
            return refusal(request, error)
        return None


def _unfit(request: HttpRequest) -> TongxinError | None:
    """Return why no view is asked at all; None for what a browser or a client sends."""
    if NULL in request.path:
        return NotFoundError()
    return WrongMethodError() if request.method in NEVER_METHODS else None


def _wrong_method(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    told = refusal(request, WrongMethodError()) if request.path.startswith(API) else response
    told.headers["Allow"] = response.headers.get("Allow", "")
    return told


def _drop_null(request: HttpRequest) -> None:
    """Take null bytes out of what was sent: no keyboard types them, and PostgreSQL takes them in no text."""
    request.GET = _without_null(request.GET)  # type: ignore[assignment]
    if not is_api(request):  # its body is read once, and whole
        request.POST = _without_null(request.POST)  # type: ignore[assignment]


def _without_null(sent: QueryDict) -> QueryDict:
    if not any(NULL in value for _name, values in sent.lists() for value in values):
        return sent
    kept = sent.copy()
    for name, values in sent.lists():
        kept.setlist(name, [value.replace(NULL, "") for value in values])
    return kept


def key_of(request: HttpRequest) -> str:
    """Return the idempotency key of a request: what the form or the client gave, and a digest of what was sent.

    So the same form sent twice is one act, and a form that was changed after going back is another. The digest is
    keyed: it is stored for a month, and what was sent may hold a password.
    """
    if request.method != "POST":
        return ""
    if is_api(request):
        given = request.headers.get("Idempotency-Key", "")
        sent = request.path.encode() + b"\n" + (_body(request) if given else b"")
    else:
        given = request.POST.get("_key", "")
        fields = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
        files = [(upload.name, upload.size) for _, uploads in request.FILES.lists() for upload in uploads]
        sent = repr((request.path, fields, files)).encode()
    return f"{given[:40]}:{crypto.mac(sent, 'act-key')[:20]}" if given else ""


def _body(request: HttpRequest) -> bytes:
    if request.content_type == "multipart/form-data":  # its boundary is another each time, and files are not read twice
        return request.headers.get("Content-Length", "").encode()
    try:
        return request.body
    except RequestDataTooBig:
        return b""  # the route refuses it


def number_in(request: HttpRequest, name: str) -> int | None:
    """Return a whole number that stands in the address under ``name``; None for anything else."""
    try:
        return int(request.GET.get(name, ""))
    except ValueError:
        return None


def is_api(request: HttpRequest) -> bool:
    """Return whether the request is for the API."""
    return request.path.startswith(API_PREFIXES)


def sign_in_first(request: HttpRequest) -> HttpResponseBase:
    """Send a stranger to the sign-in. A form that was sent without a session is kept (accounts owns how)."""
    if request.method == "POST":
        keep: Callable[[HttpRequest], HttpResponseBase] = import_string(settings.SIGN_IN_AGAIN)
        return keep(request)
    address = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}"
    if wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def refusal(request: HttpRequest, error: TongxinError) -> HttpResponse:
    """Tell a refusal."""
    if is_api(request):
        told: dict[str, Any] = {"code": error.code, "message": str(error.message), "field": error.field}
        return JsonResponse(told, status=error.status, json_dumps_params={"ensure_ascii": False})
    page = "ui/module_off.html" if isinstance(error, ModuleOffError) else "ui/error.html"
    template = f"{page}#message" if wants_fragment(request) else page
    told = {"status": error.status, "message": error.message, **error.data}
    response = render(request, template, told, status=error.status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def busy(request: HttpRequest, error: BaseException) -> HttpResponse:
    """Tell that the database or the disk does not answer: 503, and what was sent can be sent again under its key.

    The page is complete without the database: nobody knows who is signed in, only what the browser itself said.
    """
    log.warning("Answered 503: %s: %s", type(error).__name__, error)
    with translation.override(getattr(request, "LANGUAGE_CODE", None) or language_of(request)):
        response = _busy_as_wanted(request)
    response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _busy_as_wanted(request: HttpRequest) -> HttpResponse:
    message = _(
        "The system is not available for a moment. Nothing was lost: what you typed is still here."
        " Try again in a minute."
    )
    if is_api(request):
        return JsonResponse({"code": "unavailable", "message": message, "field": ""}, status=503)
    template = "ui/unavailable.html#message" if wants_fragment(request) else "ui/unavailable.html"
    context = {"status": 503, "message": message, "sent": _sent_again(request), "messages": ()}
    response = render(request, template, context, status=503)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _sent_again(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of a form that can be sent again as it is: one with files or a password cannot."""
    if request.method != "POST" or request.FILES or NEVER_SENT_AGAIN & request.POST.keys():
        return []
    fields = request.POST.lists()
    return [(name, value) for name, values in fields if name != "csrfmiddlewaretoken" for value in values]


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Tell that the form is too old, without losing what was typed: the browser's back button still has it."""
    message = _("This page was open too long. Go back, reload it and send again; your draft is kept on this device.")
    return refusal(request, ForbiddenError(message, code="stale_form"))
