"""Who is responsible for what: a table that a supervising department keeps."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.casework.book import category_name
from tongxin.casework.rights import SUPERVISE, visible_routes
from tongxin.casework.web.forms import RouteForm
from tongxin.casework.writes.routes import remove_route, set_route
from tongxin.core.errors import TongxinError
from tongxin.core.policy import needs
from tongxin.core.web import actor_of


@needs(SUPERVISE)
def routes_view(request: HttpRequest) -> HttpResponse:
    """Show the table; set a line of it."""
    actor = actor_of(request)
    form = RouteForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                set_route(actor=actor, **form.cleaned_data)
            except TongxinError as error:
                form.take(error)
                status = error.status
            else:
                messages.success(request, _("Kept."))
                return redirect("casework:routes")
    rows = visible_routes(actor).select_related("scope", "unit").order_by("scope_id", "category")
    lines = [(route, category_name(route.category) if route.category else _("Any category")) for route in rows]
    return render(request, "casework/routes.html", {"form": form, "lines": lines}, status=status)


@needs(SUPERVISE)
@require_POST
def remove_view(request: HttpRequest, route: int) -> HttpResponse:
    """Take a line away."""
    remove_route(actor=actor_of(request), route_id=route)
    messages.success(request, _("Removed."))
    return redirect("casework:routes")
