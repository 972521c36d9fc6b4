"""The page that says where a figure comes from."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tongxin.core import clock
from tongxin.core.figures import Asked, Figure, Proof, Row, access_figure, address_of, beside, seen_in
from tongxin.core.policy import Actor, signed_in
from tongxin.core.web import actor_of, number_in

PAGE = 50


@dataclass(frozen=True)
class Page:
    """One page of the records that were counted, with its neighbours by number."""

    rows: list[Row]
    before: str
    after: str
    words: str


@signed_in
@require_GET
def figure_view(request: HttpRequest, name: str, of: str) -> HttpResponse:
    """Show what a figure counts, by which rule and for whom, counted twice now, with the records behind it."""
    actor = actor_of(request)
    figure = access_figure(actor, name)
    seen = seen_in(actor, name, of, request.GET.get("seen", ""))
    proof = figure.prove(actor, Asked(of, seen.at if seen else None))
    context = {
        "actor": actor,
        "figure": figure,
        "source": figure.source(),
        "proof": proof,
        "seen": seen,
        "is_as_seen": seen is not None and seen.value == proof.shown,
        "now": clock.now(),
        "beside": _beside(actor, figure, of),
        "page": _page(request, proof),
    }
    return render(request, "portal/figure.html", context)


def _beside(actor: Actor, figure: Figure, of: str) -> list[tuple[Figure, str]]:
    """Return the figures that stand beside this one on its page, with their addresses; none where it stands alone."""
    group = beside(actor, figure)
    return [(other, address_of(other.name, of)) for other in group] if len(group) > 1 else []


def _page(request: HttpRequest, proof: Proof) -> Page:
    asked = number_in(request, "after") or number_in(request, "before") or 0
    number = min(max(asked, 0), max(proof.n_rows - 1, 0) // PAGE)
    first = number * PAGE
    rows = list(proof.rows(first, first + PAGE))
    last, after = first + len(rows), str(number + 1) if first + PAGE < proof.n_rows else ""
    words = _("%(first)s to %(last)s of %(all)s") % {"first": first + 1, "last": last, "all": proof.n_rows}
    return Page(rows, str(number - 1) if number else "", after, words if proof.n_rows > PAGE else "")
