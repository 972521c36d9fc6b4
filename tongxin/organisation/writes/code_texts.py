"""The codes of a run by text message: who has a number, sending, and who was not reached and why."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from tongxin.accounts.public import (
    NotSentError,
    TextMessage,
    TextTrouble,
    batch_codes,
    end_of_batch,
    mobile_of,
    open_of_batch,
    send_text,
)
from tongxin.core import clock
from tongxin.core.policy import Actor
from tongxin.organisation.models import CodeRun, CodeText, Person
from tongxin.organisation.reads.newcomers import address_of_sign_in

AT_ONCE = 200
IN_A_ROW = 3  # so many failures one after another, and the rest is not tried: the gateway is away


def reachable(run: CodeRun, people: Sequence[Person]) -> list[Person]:
    """Return who of these has a mobile number, and note for all of them that a message waits or cannot be sent."""
    found = [person for person in people if mobile_of(person.phone)]
    reached = {person.pk for person in found}
    CodeText.objects.bulk_create(
        CodeText(run=run, person=person, trouble="" if person.pk in reached else TextTrouble.NO_NUMBER)
        for person in people
    )
    return found


def send_waiting(*, actor: Actor, run: CodeRun) -> None:
    """Send the codes of a run that wait. The code of whoever was not reached ends, so a new order makes him one."""
    rows = CodeText.objects.filter(run=run, sent_at=None, trouble="").select_related("person").order_by("pk")
    failed = 0
    while waiting := list(rows[:AT_ONCE]):
        ids = [row.person.user_id for row in waiting if row.person.user_id]
        counting = open_of_batch(run.key, ids)
        codes = batch_codes(bytes.fromhex(run.seed), counting)
        for row in waiting:
            row.trouble = _sent(row, run, codes.get(row.person.user_id or 0, ""), away=failed >= IN_A_ROW)
            row.sent_at = None if row.trouble else clock.now()
            row.save(update_fields=["sent_at", "trouble"])
            failed = failed + 1 if row.trouble else 0
        lost = [row.person.user_id for row in waiting if row.trouble and row.person.user_id]
        end_of_batch(actor=actor, key=run.key, user_ids=lost)


def _sent(row: CodeText, run: CodeRun, code: str, *, away: bool) -> str:
    """Send one code; return why it did not go out, or an empty text."""
    if away:
        return TextTrouble.DOWN
    if not code:
        return TextTrouble.NO_CODE
    with override(settings.LANGUAGE_CODE):
        term = _("until %(day)s") % {"day": run.last_day}
    try:
        send_text(TextMessage(mobile_of(row.person.phone), code, term, address_of_sign_in(), settings.LANGUAGE_CODE))
    except NotSentError as error:
        return error.trouble
    return ""
