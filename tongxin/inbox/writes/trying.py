"""Trying the way out by mail, from the console."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from tongxin.core.errors import BadInputError, RuleBrokenError
from tongxin.core.policy import require
from tongxin.inbox.channels.mail import is_set_up, open_mail
from tongxin.inbox.channels.message import test_message
from tongxin.inbox.channels.trouble import NotDeliveredError, trouble_words


def send_test_mail(address: str) -> str:
    """Send a test to an address, past all preferences. Returns where it was handed over: a server, or a folder.

    Raises BadInput for what is no address, RuleBroken with what is wrong.
    """
    require(is_set_up(), RuleBrokenError, _("No mail server is set. Set TONGXIN_MAIL_HOST and TONGXIN_MAIL_FROM."))
    try:
        validate_email(address)
        with open_mail() as mailer:
            mailer.send(address, test_message(language=settings.LANGUAGE_CODE))
    except ValidationError as error:
        raise BadInputError(_("Write one e-mail address, such as name@example.cn.")) from error
    except NotDeliveredError as problem:
        raise RuleBrokenError(trouble_words(problem.trouble)) from problem
    return settings.MAIL.folder or f"{settings.MAIL.host}:{settings.MAIL.port}"
