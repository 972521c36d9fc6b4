"""What a page and a passkey say to each other: a challenge kept in the session, an answer that comes back as JSON."""

import secrets

from django.http import HttpRequest
from webauthn import generate_authentication_options, generate_registration_options, options_to_json
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from tongxin.accounts.models import Factor, User
from tongxin.accounts.writes.factors import PASSKEY, Ceremony
from tongxin.core import crypto

CHALLENGE = "passkey_challenge"
BYTES = 32


def to_make(request: HttpRequest, user: User, shown_name: str) -> str:
    """Return, as JSON, what the browser needs to make a passkey for somebody."""
    return options_to_json(
        generate_registration_options(
            rp_id=_host(request),
            rp_name="同心",
            user_name=user.number,
            user_display_name=shown_name,
            user_id=bytes.fromhex(crypto.mac(str(user.pk).encode(), "passkey-owner")),
            challenge=_new_challenge(request),
            exclude_credentials=_known(user),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
        )
    )


def to_ask(request: HttpRequest, user: User | None = None) -> str:
    """Return, as JSON, what the browser needs to ask for a passkey: of this user, or of whoever has one."""
    return options_to_json(
        generate_authentication_options(
            rp_id=_host(request),
            challenge=_new_challenge(request),
            allow_credentials=_known(user) if user is not None else None,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def ceremony(request: HttpRequest) -> Ceremony:
    """Return what the answer must fit; the challenge counts once."""
    challenge = base64url_to_bytes(request.session.pop(CHALLENGE, ""))
    return Ceremony(challenge or secrets.token_bytes(BYTES), _host(request), f"{request.scheme}://{request.get_host()}")


def _new_challenge(request: HttpRequest) -> bytes:
    challenge = secrets.token_bytes(BYTES)
    request.session[CHALLENGE] = bytes_to_base64url(challenge)
    return challenge


def _known(user: User) -> list[PublicKeyCredentialDescriptor]:
    names = Factor.objects.filter(user=user, kind=PASSKEY).values_list("credential_id", flat=True)
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(name)) for name in names if name]


def _host(request: HttpRequest) -> str:
    return request.get_host().partition(":")[0]
