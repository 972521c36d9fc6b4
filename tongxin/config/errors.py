"""What Django shows where no view was reached, or where one broke: the same page as for every other refusal."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import ForbiddenError, NotFoundError, TongxinError
from tongxin.core.web import refusal


class BrokenError(TongxinError):
    """The product itself failed: nobody did anything wrong."""

    status = 500
    code = "broken"
    default = _("Something failed on our side. Nothing was changed. Try again; if it stays, tell your administrator.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's name
    """Answer 403."""
    return refusal(request, ForbiddenError())


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's name
    """Answer 404, to the byte as for a thing that one may not know of."""
    return refusal(request, NotFoundError())


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500. What happened is in the log, never on the page."""
    return refusal(request, BrokenError())
