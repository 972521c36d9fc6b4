"""The e-mail address of a person: entered, proved by a code that was sent to it, taken away."""

import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongxin.core import clock, crypto
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, RuleBrokenError, TooManyError
from tongxin.core.policy import Actor, require
from tongxin.inbox.book import code_rule, usual_hours
from tongxin.inbox.channels.mail import is_set_up, open_mail
from tongxin.inbox.channels.message import code_message
from tongxin.inbox.channels.trouble import NotDeliveredError, trouble_words
from tongxin.inbox.facts import AddressConfirmed, AddressRemoved
from tongxin.inbox.models import CodeSent, MailAddress, Preference
from tongxin.inbox.reads.channels import MAIL
from tongxin.inbox.rights import own_address, person_acting
from tongxin.inbox.writes.preferences import choice_of, drop_waiting
from tongxin.journal.public import record

LONGEST = 254
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PURPOSE = "inbox.address"


def ask_for_address(*, actor: Actor, address: str) -> None:
    """Send a code to an address, which replaces the one before and counts only once the code came back.

    The mail is sent after the change is kept, so that no writer waits for a mail server. Raises BadInput, TooMany, and
    RuleBroken with what is wrong when the mail did not leave.
    """
    code = f"{secrets.randbelow(10**6):06}"
    enter_address(actor=actor, address=address, code=code)
    minutes = int(code_rule().valid.total_seconds() // 60)
    message = code_message(code, minutes, language=get_language() or "zh-hans")
    try:
        with open_mail() as mailer:
            mailer.send(address.strip(), message)
    except NotDeliveredError as problem:
        raise RuleBrokenError(trouble_words(problem.trouble), field="address") from problem


@act
def enter_address(*, actor: Actor, address: str, code: str) -> MailAddress:
    """Keep an address that is not confirmed yet, with the digest of its code.

    Raises Forbidden, RuleBroken without a mail server, BadInput, and TooMany when this person or this address had
    enough codes within an hour.
    """
    person_id = person_acting(actor)
    require(is_set_up(), RuleBrokenError, _("This installation sends no mail yet. Ask the system administrator."))
    address = _valid(address)
    index = crypto.index(address.lower(), PURPOSE)
    now, rule = clock.now(), code_rule()
    lately = CodeSent.objects.filter(at__gt=now - HOUR)
    for found in (lately.filter(person_id=person_id), lately.filter(address_index=index)):
        require(found.count() < rule.per_hour, TooManyError, _("Too many codes were asked for. Try again in an hour."))
    CodeSent.objects.create(person_id=person_id, address_index=index)
    row = own_address(actor) or MailAddress(person_id=person_id)
    row.address, row.address_index, row.confirmed_at, row.trouble = address, index, None, ""
    row.code_digest, row.code_until, row.n_tries = _digest(row, code), now + rule.valid, 0
    row.save()
    _stop_mail(person_id)
    return row


def _valid(address: str) -> str:
    address = address.strip()
    try:
        validate_email(address)
        address.encode("ascii")
    except (ValidationError, UnicodeError) as error:
        raise BadInputError(_("Write one e-mail address, such as name@example.cn."), field="address") from error
    require(len(address) <= LONGEST, BadInputError, _("This address is too long."), field="address")
    return address


def _digest(row: MailAddress, code: str) -> str:
    return crypto.mac(f"{row.key}:{row.address_index}:{code}".encode(), PURPOSE)


def confirm_address(*, actor: Actor, code: str) -> None:
    """Confirm one's address by its code, and switch mail on: that is what it was entered for.

    Records AddressConfirmed. Raises RuleBroken without an open code, BadInput for a wrong one; a few wrong ones end it.
    """
    right = try_code(actor=actor, code=code)
    require(right, BadInputError, _("This code is not right. Look at the newest mail and try again."), field="code")


@act
def try_code(*, actor: Actor, code: str) -> bool:
    """Count a try and return whether the code was right. That a wrong try counts is kept, so this does not raise it."""
    row = own_address(actor)
    rule, now = code_rule(), clock.now()
    is_open = row is not None and row.code_digest and row.code_until is not None and row.code_until > now
    if row is None or not is_open or row.n_tries >= rule.tries:
        raise RuleBrokenError(_("This code is no longer valid. Have a new one sent."), field="code")
    if not secrets.compare_digest(row.code_digest, _digest(row, "".join(code.split()))):
        row.n_tries += 1
        row.save(update_fields=["n_tries"])
        return False
    row.confirmed_at, row.code_digest, row.code_until = now, "", None
    row.save(update_fields=["confirmed_at", "code_digest", "code_until"])
    Preference.objects.update_or_create(
        person_id=row.person_id,
        defaults={"by_mail": True},
        create_defaults={**choice_of(usual_hours()), "by_mail": True},
    )
    record(AddressConfirmed(object=f"person:{row.person_id}", person_id=row.person_id))
    return True


@act
def remove_address(*, actor: Actor) -> None:
    """Take one's address away; no mail leaves any more. Records AddressRemoved. Removing none changes nothing."""
    row = own_address(actor)
    if row is None:
        return
    row.delete()
    _stop_mail(row.person_id)
    record(AddressRemoved(object=f"person:{row.person_id}", person_id=row.person_id))


def _stop_mail(person_id: int) -> None:
    Preference.objects.filter(person_id=person_id).update(by_mail=False)
    drop_waiting(person_id, [MAIL])


def forget_codes() -> int:
    """Forget that codes were sent, after a day. Returns how many."""
    return CodeSent.objects.filter(at__lt=clock.now() - DAY).delete()[0]
