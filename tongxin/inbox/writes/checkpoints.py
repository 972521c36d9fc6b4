"""A signed checkpoint of the journal once a day by mail: what lies elsewhere, nobody of this machine writes anew."""

from django.conf import settings
from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.errors import RuleBrokenError
from tongxin.inbox.channels.mail import open_mail
from tongxin.inbox.channels.message import checkpoint_message
from tongxin.inbox.channels.trouble import NotDeliveredError, trouble_words
from tongxin.inbox.models import MailedCheckpoint
from tongxin.journal.public import present_checkpoint, signed


def mail_checkpoints() -> int:
    """Send today's checkpoint to each address that has none today. Returns how many went out.

    Runs each hour, so that an address that could not be reached is tried again; a mail that went out before the worker
    died may come twice, with the same id. Raises RuleBrokenError, after all were tried, if one was not reached.
    """
    today, present = clock.today(), present_checkpoint()
    done = set(MailedCheckpoint.objects.filter(day=today).values_list("address", flat=True))
    waiting = [address for address in settings.CHECKPOINTS_MAIL if address not in done]
    if not waiting or present is None:
        return 0
    message = checkpoint_message(present.number, signed(present), language=settings.LANGUAGE_CODE)
    troubles = []
    with open_mail() as mailer:
        for address in waiting:
            try:
                mailer.send(address, message)
            except NotDeliveredError as error:
                troubles.append(error)
            else:
                MailedCheckpoint.objects.get_or_create(address=address, day=today, defaults={"number": present.number})
    if troubles:
        words = {"count": len(troubles), "why": trouble_words(troubles[0].trouble.value)}
        raise RuleBrokenError(_("%(count)s addresses did not get the checkpoint: %(why)s") % words)
    return len(waiting)
