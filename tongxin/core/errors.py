"""The errors that a person is told about. One class a meaning; the same code in pages and in the API."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class TongxinError(Exception):
    """A refusal with a sentence for the person: what, where, what now.

    ``code`` is stable and in English; ``message`` is translated; ``field`` names the input at fault, if one is.
    """

    status = 400
    code = "error"
    default: Text = _("That did not work. Nothing was changed.")

    def __init__(self, message: Text | None = None, *, code: str = "", field: str = "", **data: Any) -> None:
        self.message: Text = message or self.default
        self.code = code or type(self).code
        self.field = field
        self.data = data
        super().__init__(str(self.code))


class BadInputError(TongxinError):
    """What was typed cannot be used as it stands."""

    status = 422
    code = "bad_input"
    default = _("Something in the form is not right. What you typed is still here.")


class ForbiddenError(TongxinError):
    """The person sees the thing but may not do this to it."""

    status = 403
    code = "forbidden"
    default = _("You may not do this. If you think you should, ask your security administrator.")


class NotFoundError(TongxinError):
    """There is no such thing, or the person may not know of it: the two answers are the same to the byte."""

    status = 404
    code = "not_found"
    default = _("This page does not exist, or it is not open to you.")


class ConflictError(TongxinError):
    """Somebody else was faster."""

    status = 409
    code = "conflict"
    default = _("Somebody changed this a moment ago. Look at it again; what you typed is still here.")


class RuleBrokenError(TongxinError):
    """A rule of the field forbids this now."""

    status = 409
    code = "rule_broken"
    default = _("This step is not possible now.")


class TooManyError(TongxinError):
    """Too much in too short a time."""

    status = 429
    code = "too_many"
    default = _("Too many tries. Wait a little and try again.")
