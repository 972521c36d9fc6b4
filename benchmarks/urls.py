"""All addresses of the product and one bare view, against which a real one is measured."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from django.views.decorators.http import require_POST

from tongxin.config.urls import handler403, handler404, handler500
from tongxin.core.db import writing
from tongxin.core.models import DoneAct
from tongxin.core.names import new_name
from tongxin.core.policy import signed_in
from tongxin.core.web import actor_of

__all__ = ["handler403", "handler404", "handler500"]


@signed_in
@require_POST
def one_row(request: HttpRequest) -> HttpResponse:
    """Store one row: what a view costs that does nothing else."""
    with writing():
        DoneAct.objects.create(key=new_name(), actor=actor_of(request).label, name="bench")
    return redirect("/my-cases")


urlpatterns = [path("bench/one-row", one_row, name="one-row"), path("", include("tongxin.config.urls"))]
