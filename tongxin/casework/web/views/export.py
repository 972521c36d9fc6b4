"""The queue as a sheet."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from tongxin.casework.rights import EXPORT
from tongxin.core.exports import answer
from tongxin.core.policy import needs


@needs(EXPORT)
@require_POST
def export_view(request: HttpRequest) -> HttpResponse:
    """Ask the door for the named cases in reach."""
    return answer(request, "cases")
