"""Second factors: an authenticator app (RFC 6238), passkeys (WebAuthn), recovery codes. Each counts once."""

import json
import secrets
from dataclasses import dataclass
from typing import Any

import pyotp
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException

from tongxin.accounts.facts import FactorAdded, FactorRemoved
from tongxin.accounts.models import Factor, RecoveryCode, User
from tongxin.accounts.rules.codes import ALONE, LETTERS, as_meant, joined
from tongxin.core import clock, crypto
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, NotFoundError
from tongxin.core.policy import Actor
from tongxin.journal.public import record

TOTP, PASSKEY = "totp", "passkey"
CODES = 10
STEP_SECONDS = 30


@dataclass(frozen=True)
class Ceremony:
    """What a passkey must answer to: the challenge that was given out, and where the page was."""

    challenge: bytes
    host: str
    origin: str


def has_factors(user: User) -> bool:
    """Return whether the account asks for a second factor."""
    return user.factors.exists()


@act
def add_app(*, actor: Actor, user: User, secret: str, typed: str, label: str) -> Factor:
    """Add an authenticator app, shown to work by its present number. Records FactorAdded. Raises BadInputError."""
    step = _step_of(secret, typed, after=0)
    if step is None:
        raise BadInputError(
            _("This number does not fit. Wait for the next one; the clock of the phone must be right."), field="typed"
        )
    factor = Factor(user=user, kind=TOTP, label=label.strip()[:60], secret=secret, last_step=step)
    factor.save()
    record(FactorAdded(object=_label(user), sort=TOTP))
    return factor


@act
def add_passkey(*, actor: Actor, user: User, answer: str, ceremony: Ceremony, label: str) -> Factor:
    """Add a passkey that has just answered our challenge. Records FactorAdded. Raises BadInputError."""
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=ceremony.challenge,
            expected_rp_id=ceremony.host,
            expected_origin=ceremony.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise BadInputError(_("The passkey was not made. Try again, or choose the authenticator app.")) from error
    name = bytes_to_base64url(made.credential_id)
    if Factor.objects.filter(credential_id=name).exists():
        raise BadInputError(_("This passkey is already here."))
    factor = Factor(
        user=user,
        kind=PASSKEY,
        label=label.strip()[:60],
        credential_id=name,
        public_key=bytes_to_base64url(made.credential_public_key),
        sign_count=made.sign_count,
    )
    factor.save()
    record(FactorAdded(object=_label(user), sort=PASSKEY))
    return factor


@act
def remove_factor(*, actor: Actor, user: User, key: str) -> User:
    """Remove a second factor of one's own; with the last one go the recovery codes. Records FactorRemoved."""
    factor = user.factors.filter(key=key).first()
    if factor is None:
        raise NotFoundError
    record(FactorRemoved(object=_label(user), sort=factor.kind))
    factor.delete()
    if not user.factors.exists():
        user.recovery_codes.all().delete()
    return user


def new_recovery_codes(*, actor: Actor, user: User) -> list[str]:
    """Make ten recovery codes, each for one sign-in; earlier ones end. They can never be shown again."""
    signs = ["".join(secrets.choice(LETTERS) for _sign in range(2 * ALONE)) for _code in range(CODES)]
    _store_recovery_codes(actor=actor, user=user, digests=tuple(_digest(code) for code in signs))
    return [joined(code[:ALONE], code[ALONE:]) for code in signs]


@act
def _store_recovery_codes(*, actor: Actor, user: User, digests: tuple[str, ...]) -> None:
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=digest) for digest in digests)


@act
def take_number(*, actor: Actor, user: User, typed: str) -> bool:
    """Take a number of the app or a recovery code, once. Returns whether it counted. Locks the row that counts."""
    for factor in user.factors.select_for_update().filter(kind=TOTP):
        step = _step_of(factor.secret, typed, after=factor.last_step)
        if step is not None:
            factor.last_step, factor.used_on = step, clock.today()
            factor.save(update_fields=["last_step", "used_on"])
            return True
    meant = as_meant(typed)
    open_codes = user.recovery_codes.filter(digest=_digest(meant), used_at=None) if meant else None
    return open_codes is not None and open_codes.update(used_at=clock.now()) == 1


@act
def take_passkey(*, actor: Actor, answer: str, ceremony: Ceremony, user: User | None = None) -> Factor | None:
    """Take the answer of a passkey, of this user or of whoever has it. Returns the passkey; None if it does not fit."""
    factor = _passkeys(user).select_for_update(of=("self",)).filter(credential_id=_credential_id(answer)).first()
    if factor is None:
        return None
    try:
        seen = verify_authentication_response(
            credential=answer,
            expected_challenge=ceremony.challenge,
            expected_rp_id=ceremony.host,
            expected_origin=ceremony.origin,
            credential_public_key=base64url_to_bytes(factor.public_key),
            credential_current_sign_count=factor.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    factor.sign_count, factor.used_on = seen.new_sign_count, clock.today()
    factor.save(update_fields=["sign_count", "used_on"])
    return factor


def _passkeys(user: User | None) -> QuerySet[Factor]:
    rows = Factor.objects.filter(kind=PASSKEY, user__is_active=True).select_related("user")
    return rows.filter(user=user) if user is not None else rows


def _credential_id(answer: str) -> str:
    try:
        found: Any = json.loads(answer)["id"]
    except (ValueError, KeyError, TypeError):
        return "-"
    return found[:1400] if isinstance(found, str) else "-"


def _step_of(secret: str, typed: str, *, after: int) -> int | None:
    """Return the half minute of a number, now or one to either side, if it is later than ``after``."""
    digits = "".join(sign for sign in typed if sign.isdigit())
    now = int(clock.now().timestamp()) // STEP_SECONDS
    app = pyotp.TOTP(secret)
    fitting = (step for step in (now - 1, now, now + 1) if pyotp.utils.strings_equal(app.generate_otp(step), digits))
    return next((step for step in fitting if step > after), None)


def _digest(signs: str) -> str:
    return crypto.mac(signs.encode(), "recovery-code")


def _label(user: User) -> str:
    return f"accounts.user:{user.pk}"
