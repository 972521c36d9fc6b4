"""Sign-in codes: made, confirmed, made invalid, used. No administrator ever sets or knows anybody's password.

A code replaces the password once: its owner chooses a new one with it. The old password goes on until then, so nobody
can lock anybody out, and the owner hears of the code while he can still make it invalid (docs/decisions/0017).
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.facts import CodeConfirmed, CodeEnded, CodeIssued, CodeUsed
from tongxin.accounts.models import SignInCode, User
from tongxin.accounts.rules.codes import as_meant, joined, new_halves
from tongxin.accounts.tokens import end_tokens
from tongxin.accounts.writes.factors import remove_factor
from tongxin.accounts.writes.passwords import set_password
from tongxin.core import clock, crypto
from tongxin.core.acts import act
from tongxin.core.errors import ConflictError, NotFoundError, RuleBrokenError
from tongxin.core.policy import Actor, require
from tongxin.journal.public import record

GOOD_FOR = timedelta(days=7)
SHOWN_FOR = timedelta(days=30)
SHOWN_ONCE = gettext_lazy(
    "This was shown a moment ago and is shown once only. If nobody wrote it down, make a new code."
)


@dataclass(frozen=True)
class Issued:
    """A code that was just made. ``shown`` is the code, or its first half; it can never be shown again."""

    code: SignInCode
    shown: str


def open_codes() -> QuerySet[SignInCode]:
    """Return the codes that are neither used nor ended nor past their day; some may wait for a second person."""
    return SignInCode.objects.filter(used_at=None, ended_at=None, last_day__gte=clock.today()).order_by("-pk")


def waiting_codes() -> QuerySet[SignInCode]:
    """Return the open codes that wait for a second person."""
    return open_codes().filter(two_persons=True, confirmed_at=None).select_related("user", "asked_by")


def issue_code(
    *, actor: Actor, user: User, two_persons: bool, reason: str = "", resets_factors: bool = False
) -> Issued:
    """Make a code with which the owner of an account chooses a password; an earlier one ends.

    ``resets_factors`` is for somebody who lost the second factor and the recovery codes: it is not asked for, and gone.

    Records CodeIssued. Raises ConflictError when the same form comes again: a code is shown once.
    """
    first, second = new_halves(secrets.randbelow, two_persons=two_persons)
    digest = digest_of(user.pk, first + second)
    draft = SignInCode(
        user=user,
        digest=digest,
        reason=reason.strip()[:200],
        last_day=clock.today() + GOOD_FOR,
        two_persons=two_persons,
        resets_factors=resets_factors,
        second_half=second if two_persons else "",
        asked_by_id=actor.user_id,
    )
    code = _store(actor=actor, draft=draft)
    require(code.digest == digest, ConflictError, SHOWN_ONCE)
    return Issued(code, first if two_persons else joined(first, second))


@act
def _store(*, actor: Actor, draft: SignInCode) -> SignInCode:
    User.objects.select_for_update().get(pk=draft.user_id)  # two at once: the second one ends the first one's code
    open_codes().filter(user=draft.user).update(ended_at=clock.now())
    draft.save()
    record(CodeIssued(object=f"accounts.user:{draft.user_id}", two_persons=draft.two_persons))
    return draft


def confirm_code(*, actor: Actor, key: str) -> Issued:
    """A second person, who has asked the owner, lets a code count and passes its second half on, also in private.

    Records CodeConfirmed. Raises NotFoundError, and RuleBrokenError for whoever asked for it or whose it is.
    """
    code = _waiting(key)
    second = code.second_half
    return Issued(_confirm(actor=actor, key=key), second)


@act
def _confirm(*, actor: Actor, key: str) -> SignInCode:
    code = _waiting(key, lock=True)
    _require_second(actor, code)
    code.confirmed_by_id, code.confirmed_at, code.second_half = actor.user_id, clock.now(), ""
    code.save(update_fields=["confirmed_by", "confirmed_at", "second_half"])
    record(CodeConfirmed(object=f"accounts.user:{code.user_id}"))
    return code


@act
def refuse_code(*, actor: Actor, key: str) -> SignInCode:
    """A second person refuses a code: it never counts. Records CodeEnded. Raises like ``confirm_code``."""
    code = _waiting(key, lock=True)
    _require_second(actor, code)
    return _end(code)


@act
def end_own_codes(*, actor: Actor) -> None:
    """Somebody makes the code for his own account invalid: he did not ask for it. Records CodeEnded."""
    for code in open_codes().select_for_update().filter(user_id=actor.user_id or 0):
        _end(code)


@act
def use_code(*, actor: Actor, code_id: int, password: str) -> User:
    """The owner chooses a password with a code; the code ends. Records PasswordSet and CodeUsed.

    Raises RuleBrokenError for a code that no longer counts, BadInputError for a weak password.
    """
    code = _counting().select_for_update(of=("self",)).filter(pk=code_id).first()
    if code is None:
        raise RuleBrokenError(_("This code no longer counts. Ask for a new one."))
    set_password(actor=actor, user=code.user, password=password, own=(actor.name,))
    _settle(actor, code)
    code.used_at = clock.now()
    code.save(update_fields=["used_at"])
    record(CodeUsed(object=f"accounts.user:{code.user_id}"))
    return code.user


def _settle(actor: Actor, code: SignInCode) -> None:
    """Note who vouched. What was added while nobody had vouched (passkeys, keys to the API) may be another one's."""
    user = code.user
    if code.resets_factors or (code.two_persons and not user.vouched):
        for factor in user.factors.all():
            remove_factor(actor=actor, user=user, key=factor.key)
    if code.two_persons and not user.vouched:
        end_tokens(user)
        now = clock.now()
        user.bindings.filter(ended_at=None).update(ended_at=now)
        user.bindings.filter(released_at=None).update(released_at=now)
    alone_on_the_server = code.asked_by_id is None and not code.batch  # what is printed passes through many hands
    user.vouched = code.two_persons or alone_on_the_server
    user.save(update_fields=["vouched"])


def last_used_code(user: User) -> SignInCode | None:
    """Return the code with which a password was last chosen, for 30 days: its owner must be able to see it."""
    since = clock.now() - SHOWN_FOR
    return SignInCode.objects.filter(user=user, used_at__gte=since).order_by("-used_at").first()


def code_of(user: User, typed: str) -> SignInCode | None:
    """Return the code of this account that somebody typed in place of a password, if it counts."""
    meant = as_meant(typed)
    digests = (digest_of(user.pk, meant), _old_digest(meant))
    return _counting().filter(user=user, digest__in=digests).first() if meant else None


def _counting() -> QuerySet[SignInCode]:
    return open_codes().exclude(two_persons=True, confirmed_at=None).select_related("user")


def _waiting(key: str, *, lock: bool = False) -> SignInCode:
    rows = waiting_codes().select_for_update(of=("self",)) if lock else waiting_codes()
    code = rows.filter(key=key).first()
    if code is None:
        raise NotFoundError
    return code


def _require_second(actor: Actor, code: SignInCode) -> None:
    own = actor.user_id is None or actor.user_id in (code.asked_by_id, code.user_id)
    require(not own, RuleBrokenError, _("Somebody else must confirm this: not who asked for it, and not its owner."))


def _end(code: SignInCode) -> SignInCode:
    code.ended_at, code.second_half = clock.now(), ""
    code.save(update_fields=["ended_at", "second_half"])
    record(CodeEnded(object=f"accounts.user:{code.user_id}"))
    return code


def digest_of(user_id: int, signs: str) -> str:
    """Return the keyed digest of a code of one account: nobody can look for the codes of all accounts at once."""
    return crypto.mac(f"{user_id}:{signs}".encode(), "sign-in-code")


def _old_digest(signs: str) -> str:
    """Return the digest of codes that were made before it was bound to the account; the last of them ends by itself."""
    return crypto.mac(signs.encode(), "sign-in-code")
