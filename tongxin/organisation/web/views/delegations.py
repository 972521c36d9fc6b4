"""Letting somebody act for me for some days."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.core import clock
from tongxin.core.errors import ForbiddenError, TongxinError
from tongxin.core.policy import Actor, signed_in
from tongxin.core.web import actor_of
from tongxin.organisation.reads.rights_lists import access_delegation, lendable_roles, my_delegations
from tongxin.organisation.rights import person_of
from tongxin.organisation.web.forms.rights import DelegateForm
from tongxin.organisation.writes.delegation import delegate, end_delegation


@signed_in
def delegations_view(request: HttpRequest) -> HttpResponse:
    """Show who acts for me and for whom I act; let somebody act for me."""
    actor = actor_of(request)
    held = {f"{role}:{unit.key}": (role, word, unit) for role, word, unit in lendable_roles(actor)}
    choices = [(value, f"{word} · {unit.name}") for value, (_role, word, unit) in held.items()]
    form = DelegateForm(request.POST or None, actor=actor, held=choices)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            role, _word, unit = held[form.cleaned_data.pop("held")]
            try:
                delegate(actor=actor, role=role, unit=unit, **form.cleaned_data)
            except TongxinError as error:
                form.take(error)
                status = error.status
            else:
                messages.success(request, _("Entered."))
                return redirect("organisation:delegations")
    return render(request, "organisation/delegations.html", _context(actor, form), status=status)


@signed_in
@require_POST
def end_delegation_view(request: HttpRequest, delegation: int) -> HttpResponse:
    """End one."""
    actor = actor_of(request)
    end_delegation(actor=actor, delegation=access_delegation(actor=actor, pk=delegation))
    messages.success(request, _("Ended."))
    return redirect("organisation:delegations")


def _context(actor: Actor, form: DelegateForm) -> dict[str, object]:
    person = person_of(actor)
    if person is None:
        raise ForbiddenError
    return {
        "form": form,
        "person": person,
        "lines": my_delegations(person),
        "today": clock.today(),
        "can_delegate": bool(form.fields["held"].choices),  # type: ignore[attr-defined]
        "back_url": "/me",
    }
