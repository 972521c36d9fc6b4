"""Modules: listed, switched off and on, and taken along by a system administrator."""

from contextlib import ExitStack
from tempfile import TemporaryFile

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongxin.core import clock
from tongxin.core.errors import TongxinError
from tongxin.core.policy import needs
from tongxin.core.web import actor_of
from tongxin.modules.reads import history_of, module_line, module_lines
from tongxin.modules.rights import SETTINGS
from tongxin.modules.web.forms import OffForm, ReasonForm
from tongxin.modules.writes import export_module, switch_off, switch_on


@needs(SETTINGS)
@require_GET
def modules_view(request: HttpRequest) -> HttpResponse:
    """Show every module with its state, what is open in it, and when it was last used."""
    return render(request, "modules/modules.html", {"lines": module_lines(actor_of(request))})


@needs(SETTINGS)
def module_view(request: HttpRequest, app: str) -> HttpResponse:
    """Show one module; switch it off."""
    form = OffForm(request.POST or None, initial={"off_on": clock.today()})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = switch_off(actor=actor_of(request), app=app, **form.cleaned_data)
            except TongxinError as error:
                form.take(error)
                status = error.status
            else:
                messages.success(request, _("Decided: off from %(day)s.") % {"day": row.off_on})
                return redirect("modules:module", app=app)
    return _page(request, app, form, status)


@needs(SETTINGS)
@require_POST
def on_view(request: HttpRequest, app: str) -> HttpResponse:
    """Switch a module on again."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, app, form, 422)
    try:
        switch_on(actor=actor_of(request), app=app, reason=form.cleaned_data["reason"])
    except TongxinError as error:
        form.take(error)
        return _page(request, app, form, error.status)
    messages.success(request, _("It is on again, with everything that was in it."))
    return redirect("modules:module", app=app)


@needs(SETTINGS)
@require_POST
def export_view(request: HttpRequest, app: str) -> HttpResponseBase:
    """Hand out the archive of a module."""
    form = ReasonForm(request.POST, prefix="export")
    if not form.is_valid():
        return _page(request, app, None, 422, form)
    with ExitStack() as stack:
        out = stack.enter_context(TemporaryFile())
        try:
            actor, reason = actor_of(request), form.cleaned_data["reason"]
            export_module(actor=actor, app=app, reason=reason, out=out, by_page=True)
        except TongxinError as error:
            form.take(error)
            return _page(request, app, None, error.status, form)
        out.seek(0)
        stack.pop_all()  # the answer closes it
    name = f"tongxin-{app}-{clock.today():%Y%m%d}.zip"
    return FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")


def _page(
    request: HttpRequest, app: str, form: ReasonForm | None, status: int, export: ReasonForm | None = None
) -> HttpResponse:
    line = module_line(actor_of(request), app)
    wanted = ReasonForm if line.off_on else OffForm
    if type(form) is not wanted:  # nothing was typed, or somebody else was faster
        form = wanted(initial={"off_on": clock.today()})
    history = history_of(app)
    context = {"line": line, "form": form, "export": export or ReasonForm(prefix="export"), "history": history}
    return render(request, "modules/module.html", context, status=status)
