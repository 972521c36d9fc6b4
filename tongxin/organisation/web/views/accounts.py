"""Who can sign in: the system administrator finds somebody and gives an account."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from tongxin.core.htmx import page
from tongxin.core.policy import needs
from tongxin.core.web import actor_of
from tongxin.organisation.reads.entries import access_nameable
from tongxin.organisation.reads.people import search_people
from tongxin.organisation.rights import ACCOUNT_MANAGE
from tongxin.organisation.web.forms.people import AccountForm
from tongxin.organisation.web.steps import Step, take_step
from tongxin.organisation.writes.people import give_account

FOUND = 50


@needs(ACCOUNT_MANAGE)
@require_GET
def accounts_view(request: HttpRequest) -> HttpResponse:
    """Find people by name, initials or number, and see whether they can sign in."""
    text = request.GET.get("q", "")[:80]
    context = {"text": text, "people": search_people(actor_of(request), text, limit=FOUND), "most": FOUND}
    return page(request, "organisation/accounts.html", context, part="rows")


@needs(ACCOUNT_MANAGE)
def give_account_view(request: HttpRequest, key: str) -> HttpResponse:
    """Give an account, or a new first password for the one that is there."""
    actor, person = actor_of(request), access_nameable(actor=actor_of(request), key=key)

    def do(values: dict[str, Any]) -> None:
        give_account(actor=actor, person=person, **values)

    step = Step(
        _("New first password") if person.user_id else _("Give an account"),
        f"{person.staff_no} {person.name}",
        _("Set it"),
        f"{reverse('organisation:accounts')}?q={person.staff_no}",
        _("Set. Tell the person the password in private."),
        _("The person signs in with the staff number or the phone."),
    )
    return take_step(request, step, AccountForm(request.POST or None), do)
