"""Who can sign in: the system administrator gives a code, the security administrator vouches where two must."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongxin.accounts.public import Issued, has_factors
from tongxin.core.errors import NotFoundError, TongxinError
from tongxin.core.htmx import page
from tongxin.core.policy import is_guarded, needs
from tongxin.core.web import actor_of
from tongxin.organisation.reads.codes import open_code_of, waiting_for_second
from tongxin.organisation.reads.entries import access_nameable
from tongxin.organisation.reads.people import search_people
from tongxin.organisation.rights import ACCOUNT_MANAGE, GRANT_EDIT, actor_for
from tongxin.organisation.web.forms.people import CodeForm
from tongxin.organisation.writes.accounts import confirm_person_code, give_code, refuse_person_code

FOUND = 50


@needs(ACCOUNT_MANAGE)
@require_GET
def accounts_view(request: HttpRequest) -> HttpResponse:
    """Find people by name, initials or number, and see whether they can sign in."""
    text = request.GET.get("q", "")[:80]
    context = {"text": text, "people": search_people(actor_of(request), text, limit=FOUND), "most": FOUND}
    return page(request, "organisation/accounts.html", context, part="rows")


@needs(ACCOUNT_MANAGE)
def give_code_view(request: HttpRequest, key: str) -> HttpResponse:
    """Make a sign-in code for somebody, and show it once."""
    actor = actor_of(request)
    person = access_nameable(actor=actor, key=key)
    form, status = CodeForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                issued = give_code(actor=actor, person=person, **form.cleaned_data)
            except NotFoundError:
                raise
            except TongxinError as error:
                form.take(error)
                status = error.status
            else:
                return _shown(request, issued, person.name, person.staff_no)
    guarded = is_guarded(actor_for(person))
    with_factors = person.user is not None and has_factors(person.user)
    context = {
        "form": form,
        "person": person,
        "guarded": guarded,
        "open": open_code_of(person),
        "with_factors": with_factors,
    }
    return render(request, "organisation/give_code.html", context, status=status)


@needs(GRANT_EDIT)
@require_GET
def codes_view(request: HttpRequest) -> HttpResponse:
    """List the codes that wait for a second person."""
    return render(request, "organisation/codes.html", {"waiting": waiting_for_second()})


@needs(GRANT_EDIT)
@require_POST
def confirm_code_view(request: HttpRequest, key: str) -> HttpResponse:
    """Confirm a code, and show its second half once."""
    return _shown(request, confirm_person_code(actor=actor_of(request), key=key), second=True)


@needs(GRANT_EDIT)
@require_POST
def refuse_code_view(request: HttpRequest, key: str) -> HttpResponse:
    """Refuse a code."""
    refuse_person_code(actor=actor_of(request), key=key)
    messages.success(request, _("Refused. The code will never count."))
    return redirect("organisation:codes")


def _shown(
    request: HttpRequest, issued: Issued, name: str = "", number: str = "", *, second: bool = False
) -> HttpResponse:
    context = {"issued": issued, "name": name, "number": number or issued.code.user.number, "second": second}
    response = render(request, "organisation/code.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
