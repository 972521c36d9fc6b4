"""Robots of groups: set, tried and taken away by a system administrator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tongxin.core.errors import RuleBrokenError, TongxinError
from tongxin.core.policy import needs
from tongxin.core.web import actor_of
from tongxin.inbox.reads.robots import robot_lines
from tongxin.inbox.rights import SETTINGS
from tongxin.inbox.web.forms import RobotForm
from tongxin.inbox.writes.robots import remove_robot, set_robot, try_robot


@needs(SETTINGS)
@sensitive_post_parameters("url", "secret")
def robots_view(request: HttpRequest) -> HttpResponse:
    """Show which groups have a robot; set one. What was set is never shown again."""
    actor = actor_of(request)
    form = RobotForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                set_robot(actor=actor, **form.cleaned_data)
            except TongxinError as error:
                form.take(error)
                status = error.status
            else:
                messages.success(request, _("Kept. Let it say a test."))
                return redirect("inbox:robots")
    return render(request, "inbox/robots.html", {"form": form, "robots": robot_lines(actor)}, status=status)


@needs(SETTINGS)
@require_POST
def try_view(request: HttpRequest, robot: str) -> HttpResponse:
    """Let a robot say a test in its group."""
    try:
        try_robot(actor=actor_of(request), key=robot)
    except RuleBrokenError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("The robot has said the test. Look into the group."))
    return redirect("inbox:robots")


@needs(SETTINGS)
@require_POST
def remove_view(request: HttpRequest, robot: str) -> HttpResponse:
    """Take a robot away."""
    remove_robot(actor=actor_of(request), key=robot)
    messages.success(request, _("Removed."))
    return redirect("inbox:robots")
