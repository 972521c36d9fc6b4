"""Roles given beside posts: the security administrator's page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.core.errors import NotFoundError, TongxinError
from tongxin.core.policy import needs
from tongxin.core.web import actor_of
from tongxin.organisation.reads.rights_lists import delegations_page, grant_by_id, grants_page
from tongxin.organisation.rights import GRANT_EDIT
from tongxin.organisation.web.forms.rights import GrantForm
from tongxin.organisation.writes.grants import grant_role, revoke_grant


@needs(GRANT_EDIT)
def grants_view(request: HttpRequest) -> HttpResponse:
    """Show who was given what; give a role."""
    actor = actor_of(request)
    form = GrantForm(request.POST or None, actor=actor)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                grant_role(actor=actor, **form.cleaned_data)
            except NotFoundError:
                raise
            except TongxinError as error:
                form.take(error)
                status = error.status
            else:
                messages.success(request, _("Given."))
                return redirect("organisation:grants")
    context = {"page": grants_page(request.GET.get("after", "")), "form": form}
    return render(request, "organisation/grants.html", context, status=status)


@needs(GRANT_EDIT)
def all_delegations_view(request: HttpRequest) -> HttpResponse:
    """Show who acts for whom."""
    page = delegations_page(request.GET.get("after", ""))
    return render(request, "organisation/all_delegations.html", {"page": page})


@needs(GRANT_EDIT)
@require_POST
def revoke_view(request: HttpRequest, grant: int) -> HttpResponse:
    """Take a role back."""
    revoke_grant(actor=actor_of(request), grant=grant_by_id(grant))
    messages.success(request, _("Taken back."))
    return redirect("organisation:grants")
