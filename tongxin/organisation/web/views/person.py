"""The page of a person, and a look at what is sensitive: with a reason, shown once, noted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from tongxin.core.errors import TongxinError
from tongxin.core.policy import may, signed_in
from tongxin.core.web import actor_of
from tongxin.organisation.models.spans import FOREVER
from tongxin.organisation.models.unit import LINES
from tongxin.organisation.reads.people import history_of, person_page
from tongxin.organisation.reads.sensitive import Sensitive, looks_at, see_sensitive
from tongxin.organisation.reads.standings import kinds, standings
from tongxin.organisation.reads.tree import path_name
from tongxin.organisation.reads.units import line_name
from tongxin.organisation.rights import PEOPLE_VIEW, access_person, can_edit_person, can_view_sensitive
from tongxin.organisation.web.days import day_asked
from tongxin.organisation.web.forms.form import Form
from tongxin.organisation.web.forms.people import ReasonForm
from tongxin.organisation.web.lines import SHORT
from tongxin.organisation.web.views.units import as_at_of


@signed_in
@require_GET
def person_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show a person to himself and to whoever may see the people of one of his units."""
    return _page(request, key)


@signed_in
@require_POST
def sensitive_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show identity number and phone in this one answer. Every press is a look of its own, so the form has no key."""
    actor = actor_of(request)
    person = access_person(actor=actor, key=key)
    form = ReasonForm(request.POST)
    form.is_valid()
    try:
        seen = see_sensitive(actor=actor, person=person, why=form.cleaned_data.get("why", ""))
    except TongxinError as error:
        if error.status in (403, 404):
            raise
        form.take(error)
        return _page(request, key, form=form, status=error.status)
    return _page(request, key, seen=seen)


def _page(
    request: HttpRequest, key: str, *, seen: Sensitive | None = None, form: Form | None = None, status: int = 200
) -> HttpResponse:
    actor, day = actor_of(request), day_asked(request)
    person = access_person(actor=actor, key=key)
    shown = person_page(person, day)
    own = person.pk == actor.person_id
    can_edit = not as_at_of(day) and can_edit_person(actor, person)
    joined = {member.line for member in shown.memberships}
    context = {
        "page_base": "ui/desk.html" if may(actor, PEOPLE_VIEW) else "ui/phone.html",
        "back_url": "/me",
        "person": person,
        "own": own,
        "as_at": as_at_of(day),
        "kind": kinds().get(person.kind, person.kind),
        "path": path_name(person.home, day) if person.home else "",
        "memberships": [(SHORT[one.line], _standing(one.line, one.standing), one) for one in shown.memberships],
        "posts": shown.posts,
        "crosses": shown.is_cross_appointed,
        "past": [
            (line_name(one.line), _standing(one.line, one.standing), one)
            for one in history_of(person)
            if one.to_on != FOREVER
        ],
        "past_posts": [post for post in person.posts.select_related("unit").order_by("-from_on") if post.to_on <= day],
        "can_edit": can_edit,
        "can_join": [(line, line_name(line)) for line in LINES[1:] if line not in joined] if can_edit else [],
        "can_look": can_view_sensitive(actor, person),
        "looks": looks_at(person) if own else None,
        "seen": seen,
        "form": form or ReasonForm(),
    }
    response = render(request, "organisation/person.html", context, status=status)
    if seen is not None:
        response["Cache-Control"] = "no-store"
    return response


def _standing(line: str, code: str) -> str:
    return standings(line).get(code, code)
