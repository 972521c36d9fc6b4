"""The self-check: what ``tongxin check`` looks at, for the system administrator who has no shell."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongxin.config.checkup.findings import State
from tongxin.config.checkup.looks import look_at_everything
from tongxin.config.facts import SELF_CHECK_READ
from tongxin.core import clock
from tongxin.core.policy import needs
from tongxin.core.web import actor_of
from tongxin.journal.public import note

SETTINGS = "system.settings"  # declared by organisation, beside the role that holds it
URGENCY = (State.FAULT, State.WARNING, State.OK)


@needs(SETTINGS)
@require_GET
def check_view(request: HttpRequest) -> HttpResponse:
    """Look at everything now, without reading the whole journal, and show what is wrong first. That it was is noted."""
    found = sorted(look_at_everything(), key=lambda pair: URGENCY.index(pair[1].state))
    note(SELF_CHECK_READ, actor=actor_of(request))
    counts = Counter(finding.state for _look, finding in found)
    context = {
        "found": [(look.label, finding) for look, finding in found],
        "faults": counts[State.FAULT],
        "warnings": counts[State.WARNING],
        "now": clock.now(),
    }
    response = render(request, "config/check.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
