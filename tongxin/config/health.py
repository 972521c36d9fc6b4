"""Two answers for whoever watches the system: the process is alive, and it can work."""

from django.db import Error as DatabaseTrouble
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongxin.config.upgrading import is_migrated
from tongxin.core import db
from tongxin.core.policy import public


@public
@never_cache
@require_safe
def alive(_request: HttpRequest) -> JsonResponse:
    """Answer without asking anybody."""
    return JsonResponse({"alive": True})


@public
@never_cache
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and has every table of this version, else 503 with the reason."""
    try:
        reason = "" if is_migrated() else "migrations"
    except DatabaseTrouble:
        reason = "database"
    answer = {"ready": not reason, "reason": reason, "mode": db.mode()}
    return JsonResponse(answer, status=503 if reason else 200)
