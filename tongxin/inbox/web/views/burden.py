"""How much this platform asks of people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongxin.core.policy import needs
from tongxin.inbox.reads.burden import burden_page
from tongxin.inbox.rights import BURDEN


@needs(BURDEN)
@require_GET
def burden_view(request: HttpRequest) -> HttpResponse:
    """Show reminders for 100 people and week, by kind of post and kind of unit."""
    return render(request, "inbox/burden.html", {"page": burden_page()})
