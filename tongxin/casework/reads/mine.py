"""What a person raised himself. Nobody else ever sees this list."""

from tongxin.casework.models import Case
from tongxin.casework.reads.lines import CaseLine, lines_of
from tongxin.casework.rules.states import LIVE, OPEN, Status
from tongxin.core import cursors
from tongxin.core.policy import Actor

PAGE = 20


def my_cases(actor: Actor, *, before: str = "") -> tuple[list[CaseLine], str]:
    """Return my cases, newest first, and the cursor of the next page; a cursor of no page is the first page."""
    rows = Case.objects.filter(raiser_id=actor.person_id or 0).order_by("-pk")
    if edge := cursors.opened_id(before):
        rows = rows.filter(pk__lt=edge)
    found = list(rows.select_related("unit", "place", "raiser", "handler")[: PAGE + 1])
    following = cursors.sealed_id(found[PAGE - 1].pk) if len(found) > PAGE else ""
    return lines_of(actor, found[:PAGE]), following


def my_newest_live(actor: Actor) -> tuple[list[CaseLine], int, int]:
    """Return up to two cases of mine that are being handled, how many those are, and how many I raised in all."""
    rows = Case.objects.filter(raiser_id=actor.person_id or 0)
    live = rows.filter(status__in=OPEN)
    newest = live.order_by("-pk").select_related("unit", "place", "raiser", "handler")[:2]
    return lines_of(actor, newest), live.count(), rows.count()


def count_of_mine(actor: Actor) -> int:
    """Return how many cases I have raised so far: a draft kept on a device belongs to the one that comes next."""
    return Case.objects.filter(raiser_id=actor.person_id or 0).count()


def to_rate(actor: Actor) -> list[CaseLine]:
    """Return my cases that were answered and wait for my word."""
    rows = Case.objects.filter(raiser_id=actor.person_id or 0, status=Status.ANSWERED)
    return lines_of(actor, rows.order_by("next_due_on", "pk").select_related("unit", "place", "raiser", "handler"))


def has_live_cases(actor: Actor) -> bool:
    """Return whether anything of mine is not over."""
    return Case.objects.filter(raiser_id=actor.person_id or 0, status__in=LIVE).exists()


def last_word(case: Case) -> tuple[str, str] | None:
    """Return who wrote last to the raiser and what, or None."""
    message = (
        case.messages.filter(by_raiser=False, kind__in=["talk", "answer"])
        .select_related("author")
        .order_by("-pk")
        .first()
    )
    if message is None:
        return None
    return (message.author.name if message.author is not None else message.author_label), message.words.body
