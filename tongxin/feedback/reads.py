"""What was said about the platform, as its readers see it: those that wait first, oldest on top."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tongxin.core.policy import Actor
from tongxin.feedback.models import Remark
from tongxin.feedback.rights import can_answer, visible_remarks
from tongxin.inbox.public import Todo
from tongxin.words.public import short_title

PAGE = 30
COUNTED = 999
TITLE = 40


@dataclass(frozen=True)
class RemarkLine:
    """One remark of the list. ``name`` is empty where its writer left none; ``helped`` is empty, yes or no."""

    key: str
    title: str
    name: str
    hour: datetime
    answered_at: datetime | None
    helped: str


@dataclass(frozen=True)
class RemarkPage:
    """One page of lines. ``following`` is the number after which the next page begins, None at the end."""

    lines: list[RemarkLine]
    following: int | None


def remarks_page(actor: Actor, *, answered: bool, after: int | None = None) -> RemarkPage:
    """Return the waiting remarks, oldest first, or the answered ones, newest first."""
    remarks = visible_remarks(actor).filter(answered_at__isnull=not answered).select_related("person")
    if after is not None:
        remarks = remarks.filter(pk__lt=after) if answered else remarks.filter(pk__gt=after)
    rows = list(remarks.order_by("-pk" if answered else "pk")[: PAGE + 1])
    following = rows[PAGE - 1].pk if len(rows) > PAGE else None
    return RemarkPage([_line(row) for row in rows[:PAGE]], following)


def _line(remark: Remark) -> RemarkLine:
    name = remark.person.name if remark.person is not None else ""
    title = short_title(remark.body, TITLE)
    return RemarkLine(remark.key, title, name, remark.hour, remark.answered_at, remark.helped)


def waiting_count(actor: Actor) -> int:
    """Return how many remarks wait for an answer; a count stops at 1,000."""
    return visible_remarks(actor).filter(answered_at=None).values("pk")[: COUNTED + 1].count()


def todos(actor: Actor) -> list[Todo]:
    """Return one to-do for all that waits, to those who may answer."""
    count = waiting_count(actor) if can_answer(actor) else 0
    if not count:
        return []
    title = _("Said about the platform, to be answered: %(count)s") % {"count": min(count, COUNTED)}
    return [Todo(title=title, note="", icon="message-report", link=reverse("feedback:remarks"), order=60)]
