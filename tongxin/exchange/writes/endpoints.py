"""Setting webhooks: only by a system administrator. Addresses are looked up before anything is written."""

import secrets
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.egress import BarredError, checked
from tongxin.core.errors import BadInputError, ConflictError
from tongxin.core.policy import Actor, require
from tongxin.exchange.facts import (
    EndpointChanged,
    EndpointMade,
    EndpointPaused,
    EndpointRemoved,
    EndpointResumed,
    SecretRenewed,
)
from tongxin.exchange.models import BY_HAND, Endpoint
from tongxin.exchange.reads.facts import public_kinds
from tongxin.exchange.rights import access_endpoint, can_set_endpoints
from tongxin.exchange.rules.sending import OLD_SECRET
from tongxin.exchange.rules.signing import secret_of
from tongxin.exchange.troubles import trouble_words
from tongxin.journal.public import record

SECRET_BYTES = 32
NAME = 60


def make_endpoint(*, actor: Actor, name: str, url: str, kinds: Sequence[str]) -> tuple[Endpoint, str]:
    """Let another system be told of some kinds of facts from now on. Returns the webhook and its secret, this once.

    Records EndpointMade. Raises Forbidden, BadInput for an address that may not be spoken to or an unknown kind, and
    Conflict for a form that was sent twice.
    """
    require(can_set_endpoints(actor))
    _check(name, kinds)
    _check_address(url)
    secret = secret_of(secrets.token_bytes(SECRET_BYTES))
    made = keep_endpoint(actor=actor, name=name.strip(), url=url.strip(), kinds=sorted(kinds), secret=secret)
    _require_fresh(made, secret)
    return made, secret


@act
def keep_endpoint(*, actor: Actor, name: str, url: str, kinds: list[str], secret: str) -> Endpoint:
    """Keep a webhook whose address was checked. Records EndpointMade. Raises Forbidden."""
    require(can_set_endpoints(actor))
    made = Endpoint(name=name, host=_host(url), url=url, kinds=kinds, secret=secret, set_by_id=actor.person_id)
    made.save()
    record(EndpointMade(object=made.label, told=kinds))
    return made


def change_endpoint(*, actor: Actor, key: str, name: str, url: str, kinds: Sequence[str]) -> Endpoint:
    """Change a webhook; an empty address leaves the one there is. What waits goes to the new address.

    Records EndpointChanged. Raises NotFound, and BadInput as in ``make_endpoint``.
    """
    access_endpoint(actor=actor, key=key)
    _check(name, kinds)
    if url.strip():
        _check_address(url)
    return store_change(actor=actor, key=key, name=name.strip(), url=url.strip(), kinds=sorted(kinds))


@act
def store_change(*, actor: Actor, key: str, name: str, url: str, kinds: list[str]) -> Endpoint:
    """Store a change whose address was checked. Records EndpointChanged. Raises NotFound."""
    found = access_endpoint(actor=actor, key=key, lock=True)
    found.name, found.kinds, found.set_by_id = name, kinds, actor.person_id
    if url:
        found.url, found.host = url, _host(url)
        found.failing_since, found.trouble = None, ""
    found.save(update_fields=["name", "kinds", "set_by", "url", "host", "failing_since", "trouble"])
    record(EndpointChanged(object=found.label, told=kinds, moved=bool(url)))
    return found


@act
def pause_endpoint(*, actor: Actor, key: str) -> Endpoint:
    """Send nothing to a webhook for now; what is recorded waits for it. Records EndpointPaused. Raises NotFound."""
    found = access_endpoint(actor=actor, key=key, lock=True)
    if not found.paused:
        found.paused = BY_HAND
        found.save(update_fields=["paused"])
        record(EndpointPaused(object=found.label, why=BY_HAND))
    return found


@act
def resume_endpoint(*, actor: Actor, key: str) -> Endpoint:
    """Switch a webhook on again, with fresh patience. Records EndpointResumed. Raises NotFound."""
    found = access_endpoint(actor=actor, key=key, lock=True)
    if found.paused:
        found.paused, found.failing_since = "", None
        found.save(update_fields=["paused", "failing_since"])
        record(EndpointResumed(object=found.label))
    return found


def renew_secret(*, actor: Actor, key: str) -> tuple[Endpoint, str]:
    """Take a new secret; for a day messages are signed with the old one, too. Returns it this once.

    Records SecretRenewed. Raises NotFound, and Conflict for a form that was sent twice.
    """
    secret = secret_of(secrets.token_bytes(SECRET_BYTES))
    found = store_secret(actor=actor, key=key, secret=secret)
    _require_fresh(found, secret)
    return found, secret


@act
def store_secret(*, actor: Actor, key: str, secret: str) -> Endpoint:
    """Store a new secret beside the one there is. Records SecretRenewed. Raises NotFound."""
    found = access_endpoint(actor=actor, key=key, lock=True)
    found.old_secret, found.secret = found.secret, secret
    found.old_secret_until = clock.now() + OLD_SECRET
    found.save(update_fields=["secret", "old_secret", "old_secret_until"])
    record(SecretRenewed(object=found.label))
    return found


@act
def remove_endpoint(*, actor: Actor, key: str) -> None:
    """Remove a webhook and all that waits for it. Records EndpointRemoved. Raises NotFound."""
    found = access_endpoint(actor=actor, key=key, lock=True)
    record(EndpointRemoved(object=found.label))
    found.delete()


def _check(name: str, kinds: Sequence[str]) -> None:
    require(bool(name.strip()), BadInputError, _("Write which system is told."), field="name")
    too_long = _("At most %(most)s characters, please.") % {"most": NAME}
    require(len(name.strip()) <= NAME, BadInputError, too_long, field="name")
    known = bool(kinds) and set(kinds) <= set(public_kinds())
    require(known, BadInputError, _("Choose what it is told of."), field="kinds")


def _check_address(url: str) -> None:
    try:
        checked(url.strip())
    except BarredError as barred:
        raise BadInputError(trouble_words(barred.why), field="url") from barred


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _require_fresh(endpoint: Endpoint, secret: str) -> None:
    if endpoint.secret != secret:
        raise ConflictError(_("This was done a moment ago; the secret cannot be shown again. Take a new one."))
