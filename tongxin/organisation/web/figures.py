"""What the organisation says of its own figures: how many people belong to a unit, never what one of them does."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.core import clock
from tongxin.core.errors import NotFoundError, Text
from tongxin.core.figures import Asked, Figure, Proof, Row
from tongxin.core.policy import Actor
from tongxin.core.ui.dates import day_full
from tongxin.organisation.models import Membership, Unit
from tongxin.organisation.reads.proving import Counted, counted_again
from tongxin.organisation.reads.tree import descendant_ids
from tongxin.organisation.reads.unit_page import Figures, figures_of
from tongxin.organisation.reads.units import access_unit
from tongxin.organisation.rights import PEOPLE_VIEW, reaches, visible_people

GROUP = "organisation.members"
WAY = gettext_lazy(
    "From unit to unit by the parent that each names, then person by person: the dates of membership, sex and birthday"
    " in the roster."
)

CLOSED = gettext_lazy(
    "Who they are is not listed: a list by sex or age would tell of each what is opened one person at a time."
)


def nobody(_first: int, _last: int) -> Sequence[Row]:
    """Return no record."""
    return ()


def member_figures() -> list[Figure]:
    """Return the figures of the people of a unit."""
    told: Sequence[tuple[str, Text, Text, Callable[[Figures], int], Callable[[Counted], list[int]]]] = (
        (
            "members", gettext_lazy("Members"),
            gettext_lazy("How many people belong today to the unit and all below it, in its line."),
            lambda shown: shown.total, lambda found: found.people,
        ),
        (
            "women", gettext_lazy("Women"),
            gettext_lazy("How many of them are women by the roster."),
            lambda shown: shown.women, lambda found: found.women,
        ),
        (
            "young", gettext_lazy("Aged 35 or less"),
            gettext_lazy("How many of them are 35 or younger; whose birthday is not in the roster is not counted."),
            lambda shown: shown.young, lambda found: found.young,
        ),
    )  # fmt: skip
    return [
        Figure(f"organisation.{name}", GROUP, title, words, _source, WAY, (PEOPLE_VIEW,), _prover(name, shown, found))
        for name, title, words, shown, found in told
    ]


def _source() -> Text:
    return _("The roster, as your company keeps it (handbook: Organisation and people).")


def _prover(
    name: str, shown: Callable[[Figures], int], found: Callable[[Counted], list[int]]
) -> Callable[[Actor, Asked], Proof]:
    def prove(actor: Actor, asked: Asked) -> Proof:
        unit = access_unit(actor=actor, key=asked.of)
        if not reaches(actor, PEOPLE_VIEW, unit.pk):
            raise NotFoundError
        proof = _proof(actor, unit, shown(figures_of(unit, clock.today())), found(counted_again(unit)))
        return proof if name == "members" else replace(proof, closed=CLOSED, n_rows=0, n_hidden=0, rows=nobody)

    return prove


def _proof(actor: Actor, unit: Unit, shown: int, found: list[int]) -> Proof:
    today = clock.today()
    below = Membership.objects.on(today).filter(line=unit.line, unit_id__in=descendant_ids(unit.pk, today))
    listed = visible_people(actor).filter(pk__in=below.values("person_id"))
    seen = listed.select_related("home").order_by("search", "pk")
    n_seen = seen.count()
    return Proof(
        scope=[
            (_("Which units"), _("%(unit)s and all below it") % {"unit": unit.name}),
            (_("On which day"), day_full(clock.today())),
            (_("Your rights"), _("people whose page you may open are listed, the others only counted")),
        ],
        shown=str(shown),
        again=str(len(found)),
        agrees=shown == len(found),
        why=[] if shown == len(found) else [_("The tree of units and their parents differ. Tell the administrator.")],
        left_out=[_("Who has left, and who belongs to it only from a later day.")],
        n_rows=n_seen,
        n_hidden=max(len(found) - n_seen, 0),
        rows=lambda first, last: [
            Row(person.name, f"{person.staff_no} · {person.home.name if person.home else ''}".rstrip(" ·"),
                reverse("organisation:person", args=[person.key]))
            for person in seen[first:last]
        ],
    )  # fmt: skip
