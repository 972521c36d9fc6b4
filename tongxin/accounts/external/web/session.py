"""A session that was opened by another system lives no longer than its binding."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from tongxin.accounts.external import flow
from tongxin.accounts.external.guard import is_guarded_account
from tongxin.accounts.external.identity import Identity
from tongxin.accounts.external.writes import BY_STAFF_NO, bind, binding_of, can_bind, user_of_staff_no
from tongxin.accounts.models import Binding
from tongxin.accounts.web.entering import begin
from tongxin.accounts.writes.sign_ins import forget
from tongxin.core.policy import NOBODY
from tongxin.core.web import GetResponse

BINDING = "external_binding"


class BoundSessionMiddleware:
    """Signs out whoever came by a binding that has ended. One query, and only for those who came by one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look at the binding, then answer."""
        binding_id = _binding_id(request)
        if binding_id and not Binding.objects.filter(pk=binding_id, ended_at=None).exists():
            leave(request)
        return self.get_response(request)


def enter(request: HttpRequest, binding: Binding, on: str) -> HttpResponse:
    """Sign in by a binding, on to the second factor where the account has one; the session remembers the binding."""
    if request.user.is_authenticated:  # whoever sat here before is out
        leave(request)
    flow.drop(request.session)
    request.session[BINDING] = {"id": binding.pk, "user": binding.user_id}
    return begin(request, binding.user, way=binding.way, on=on)


def leave(request: HttpRequest) -> None:
    """End the session."""
    forget(request.session.session_key or "")
    logout(request)


def arrive(request: HttpRequest, identity: Identity, next: str) -> HttpResponse:
    """Sign in whoever is bound, bind whom a trusted staff number names, and ask everybody else for the password."""
    binding = binding_of(identity) or _bound_by_number(identity)
    if binding is not None:
        return enter(request, binding, next)
    flow.keep(request.session, identity, next)
    return redirect("external:bind")


def _bound_by_number(identity: Identity) -> Binding | None:
    user = user_of_staff_no(identity)
    if user is None or is_guarded_account(user) or not can_bind(user, identity):
        return None
    return bind(actor=NOBODY, user=user, identity=identity, by=BY_STAFF_NO)


def way_of_session(request: HttpRequest) -> str:
    """Return the way by which the session was opened; empty for the password."""
    binding_id = _binding_id(request)
    binding = Binding.objects.filter(pk=binding_id).first() if binding_id else None
    return binding.way if binding else ""


def _binding_id(request: HttpRequest) -> int | None:
    """Return the binding by which the one who is signed in came; not that of a sign-in that was given up half-way."""
    found = request.session.get(BINDING)
    return found["id"] if found and found["user"] == request.user.pk else None
