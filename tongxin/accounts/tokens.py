"""Keys of other systems: making one, taking it back, and whose a key is."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tongxin.accounts.facts import TokenIssued, TokenRevoked
from tongxin.accounts.models import Token, User
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, ConflictError, NotFoundError
from tongxin.core.policy import Actor, may, require
from tongxin.core.scopes import declared_scopes
from tongxin.journal.public import record

PREFIX = "tx_"
LONGEST = timedelta(days=365)
LABEL = 80
# Declared by organisation, beside the roles that hold them.
ISSUE = "accounts.token.issue"
MANAGE = "accounts.token.manage"


def issue_token(
    *, actor: Actor, user: User, label: str, scopes: Sequence[str], last_on: date, read_only: bool = False
) -> str:
    """Whoever may, makes a key for another system; it acts in his name within its scopes until its last day.

    The text is returned this once and kept nowhere. Nobody makes a key for somebody else, but the console.
    Records TokenIssued. Raises ForbiddenError, BadInputError, and ConflictError for a form that was sent twice.
    """
    text = PREFIX + secrets.token_urlsafe(32)
    digest = token_digest(text)
    made = _store_token(
        actor=actor, user=user, digest=digest, label=label, scopes=tuple(scopes), last_on=last_on, read_only=read_only
    )
    if made.digest != digest:
        raise ConflictError(
            _("This key was made a moment ago and cannot be shown again. Take it back and make another one.")
        )
    return text


@act
def _store_token(
    *, actor: Actor, user: User, digest: str, label: str, scopes: Sequence[str], last_on: date, read_only: bool
) -> Token:
    require(bool(actor.system) or (may(actor, ISSUE) and actor.user_id == user.pk))
    label = label.strip()
    if not label:
        raise BadInputError(_("Write which system this key is for."), field="label")
    if len(label) > LABEL:
        raise BadInputError(_("At most %(most)s characters, please.") % {"most": LABEL}, field="label")
    if not scopes or not set(scopes) <= set(declared_scopes()):
        raise BadInputError(_("Choose what this key may be used for."), field="scopes")
    if not clock.today() <= last_on <= clock.today() + LONGEST:
        raise BadInputError(_("Choose a last day from today to a year from today."), field="last_on")
    token = Token.objects.create(
        user=user, digest=digest, label=label, scopes=sorted(set(scopes)), read_only=read_only, ends_on=last_on
    )
    record(TokenIssued(object=f"accounts.user:{user.pk}", token_label=label, scopes=tuple(token.scopes)))
    return token


@act
def revoke_token(*, actor: Actor, token_id: int) -> Token:
    """A key is taken back, by its owner or by the security administrator; it opens nothing from the next request on.

    Taking back one that has ended already changes nothing. Records TokenRevoked. Raises NotFoundError.
    """
    token = visible_tokens(actor).select_for_update().filter(pk=token_id).first()
    if token is None:
        raise NotFoundError
    if token.revoked_at is None:
        _end(token)
    return token


def end_tokens(user: User) -> None:
    """End all keys of an account: it was closed, or its password reset. Records TokenRevoked for each."""
    for token in user.tokens.filter(revoked_at=None):
        _end(token)


def _end(token: Token) -> None:
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    record(TokenRevoked(object=f"accounts.user:{token.user_id}", token_label=token.label))


def visible_tokens(actor: Actor) -> QuerySet[Token]:
    """Return the keys of which the actor may know: his own, and everybody's for whoever manages them."""
    if actor.system or may(actor, MANAGE):
        return Token.objects.all()
    return own_tokens(actor)


def own_tokens(actor: Actor) -> QuerySet[Token]:
    """Return the actor's own keys."""
    return Token.objects.filter(user_id=actor.user_id or 0)


def token_digest(text: str) -> str:
    """Return what is stored of a key."""
    return hashlib.sha256(text.encode()).hexdigest()


def good_token(text: str) -> Token | None:
    """Return the key with this text, if it is good today and its account is open. The day of its use is kept."""
    token = Token.objects.select_related("user").filter(digest=token_digest(text)).first()
    if token is None or not token.is_good or not token.user.is_active:
        return None
    if token.used_on != clock.today():
        token.used_on = clock.today()
        Token.objects.filter(pk=token.pk).update(used_on=token.used_on)
    return token
