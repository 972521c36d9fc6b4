"""The queue as a sheet."""

import tempfile
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from tongxin.casework.exporting import export_cases
from tongxin.casework.rights import EXPORT
from tongxin.core.policy import needs
from tongxin.core.web import actor_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(EXPORT)
@require_POST
def export_view(request: HttpRequest) -> HttpResponse:
    """Send the named cases in reach as xlsx. That they were taken is noted."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cases.xlsx"
        export_cases(actor=actor_of(request), path=file)
        return HttpResponse(
            file.read_bytes(),
            content_type=XLSX,
            headers={"Content-Disposition": 'attachment; filename="cases.xlsx"', "Cache-Control": "no-store"},
        )
