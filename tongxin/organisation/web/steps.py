"""One small act on a page of its own: show a form, do what it says, after a refusal show it again as it was typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tongxin.core.errors import NotFoundError, Text, TongxinError
from tongxin.organisation.web.forms.form import Form

TEMPLATE = "organisation/step.html"


@dataclass(frozen=True)
class Step:
    """What the page of a small act says. ``about`` names the unit or person; ``final`` acts cannot be taken back."""

    heading: Text
    about: Text
    button: Text
    back: str
    done: Text
    note: Text = ""
    final: bool = False


def take_step(request: HttpRequest, step: Step, form: Form, do: Callable[[dict[str, Any]], str | None]) -> HttpResponse:
    """Show the form of an act, or do it. ``do`` takes the clean values and may return the address to go to after it."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                after = do(form.cleaned_data)
            except NotFoundError:
                raise
            except TongxinError as error:
                form.take(error)
                status = error.status
            else:
                messages.success(request, str(step.done))
                return redirect(after or step.back)
    return render(request, TEMPLATE, {"step": step, "form": form}, status=status)
