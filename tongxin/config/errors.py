"""What Django shows where no view was reached, or where one broke: the same page as for every other refusal."""

import sys

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import ForbiddenError, NotFoundError, TongxinError
from tongxin.core.outages import is_outage
from tongxin.core.web import busy, refusal


class ForeignHostError(TongxinError):
    """The request names a host that is not ours: somebody guessed an address, or a name is not set yet."""

    status = 400
    code = "foreign_host"
    default = _(
        "Tongxin is not reached under this address. Use the one that you were given. "
        "If this is it, tell your administrator: it must stand in TONGXIN_HOSTS."
    )


class BrokenError(TongxinError):
    """The product itself failed: nobody did anything wrong."""

    status = 500
    code = "broken"
    default = _("Something failed on our side. Nothing was changed. Try again; if it stays, tell your administrator.")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 to what no browser sends; and 503 where a session could not be saved, which Django takes for it."""
    if is_outage(exception):
        return busy(request, exception)
    return refusal(request, ForeignHostError() if isinstance(exception, DisallowedHost) else TongxinError())


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's name
    """Answer 403."""
    return refusal(request, ForbiddenError())


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's name
    """Answer 404, to the byte as for a thing that one may not know of."""
    return refusal(request, NotFoundError())


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 where a database that does not answer broke it. What happened is in the log only."""
    error = sys.exception()
    return busy(request, error) if error is not None and is_outage(error) else refusal(request, BrokenError())
