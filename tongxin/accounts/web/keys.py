"""Keys for other systems: a person's own, and everybody's for the security administrator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongxin.accounts.models import Token, User
from tongxin.accounts.tokens import ISSUE, MANAGE, issue_token, own_tokens, revoke_token, visible_tokens
from tongxin.accounts.web.key_forms import KeyForm
from tongxin.core import clock
from tongxin.core.errors import Text, TongxinError
from tongxin.core.policy import Actor, may, needs
from tongxin.core.scopes import declared_scopes
from tongxin.core.web import actor_of

SHOWN = 200
USUAL = timedelta(days=90)
BACK = "/me"


@dataclass(frozen=True)
class KeyLine:
    """One key as a list shows it: what it opens in words, and whether it still does."""

    token: Token
    scopes: list[Text]
    is_good: bool


@needs(ISSUE, MANAGE)
def keys_view(request: HttpRequest) -> HttpResponse:
    """Show my keys; make one. The new key stands on the answer, and nowhere else ever again."""
    actor = actor_of(request)
    form = KeyForm(request.POST or None, initial={"last_on": clock.today() + USUAL})
    made, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = issue_token(actor=actor, user=_user(actor), **form.cleaned_data)
            except TongxinError as error:
                form.take(error)
                status = error.status
            else:
                form, status = KeyForm(initial={"last_on": clock.today() + USUAL}), 200
    context = {
        "lines": _lines(own_tokens(actor).order_by("-pk")[:SHOWN]),
        "form": form if may(actor, ISSUE) else None,
        "made": made,
        "manages": may(actor, MANAGE),
        "back_url": BACK,
    }
    return render(request, "accounts/keys.html", context, status=status)


@needs(MANAGE)
@require_GET
def all_keys_view(request: HttpRequest) -> HttpResponse:
    """Show everybody's keys that are good today."""
    good = visible_tokens(actor_of(request)).filter(revoked_at=None, ends_on__gte=clock.today())
    lines = _lines(good.select_related("user").order_by("user__number", "-pk")[:SHOWN])
    return render(request, "accounts/all_keys.html", {"lines": lines, "most": SHOWN})


@needs(ISSUE, MANAGE)
@require_POST
def take_back_view(request: HttpRequest, token: int) -> HttpResponse:
    """Take a key back."""
    revoked = revoke_token(actor=actor_of(request), token_id=token)
    messages.success(request, _("Taken back."))
    own = revoked.user_id == actor_of(request).user_id
    return redirect("accounts:keys" if own else "accounts:all-keys")


def _user(actor: Actor) -> User:
    return User.objects.get(pk=actor.user_id or 0)


def _lines(tokens: Iterable[Token]) -> list[KeyLine]:
    words = {name: scope.label for name, scope in declared_scopes().items()}
    return [KeyLine(token, [words.get(name, name) for name in token.scopes], token.is_good) for token in tokens]
