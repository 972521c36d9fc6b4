"""Who somebody is at another system, and how a sign-in there is refused here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import TongxinError

SUBJECT_LENGTH = 255


@dataclass(frozen=True)
class Identity:
    """Somebody at another system: ``issuer`` and ``subject`` name him for ever; nothing else ever finds an account.

    ``staff_no`` is set only where the administrator trusts the system to say staff numbers.
    """

    way: str
    issuer: str
    subject: str
    staff_no: str = ""


class NotAcceptedError(TongxinError):
    """An answer of another system that is not accepted. ``code`` says why; the page says it to nobody in detail."""

    status = 403
    code = "not_accepted"
    default = _(
        "The answer of the other system was not accepted. Nothing was changed. Go back to the sign-in and start again;"
        " if it stays, sign in with your password and tell your administrator."
    )


class SilentError(TongxinError):
    """Another system does not answer, or not with what it should."""

    status = 502
    code = "silent"
    default = _(
        "The other system does not answer at present. Sign in with your password, or try again in a few minutes."
    )


class CancelledError(TongxinError):
    """The person, or the other system, ended the sign-in there."""

    status = 403
    code = "cancelled"
    default = _("The sign-in was ended at the other system. Go back to the sign-in and choose again.")
