"""Choosing how one wants to be told outside the product. It is the person's own choice, and nobody else's business."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import RuleBrokenError
from tongxin.core.policy import Actor, require
from tongxin.inbox.models import Delivery, Preference
from tongxin.inbox.models.delivery import DROPPED, WAITING
from tongxin.inbox.reads.channels import MAIL, ROBOT, robots_of
from tongxin.inbox.rights import own_address, person_acting
from tongxin.inbox.rules.hours import Hours


@act
def choose(*, actor: Actor, by_mail: bool, by_robot: bool, hours: Hours) -> Preference:
    """Choose channels and hours. What waits for a channel that was switched off is dropped; nothing old is sent anew.

    Raises Forbidden for who is no person here, RuleBroken for mail without a confirmed address and for a robot that is
    not there.
    """
    person_id = person_acting(actor)
    address = own_address(actor)
    require(
        not by_mail or (address is not None and address.confirmed_at is not None),
        RuleBrokenError,
        _("Confirm an e-mail address first, then mail can be chosen."),
        field="by_mail",
    )
    require(
        not by_robot or bool(robots_of([person_id])),
        RuleBrokenError,
        _("There is no robot for your unit yet. Ask the system administrator to set one."),
        field="by_robot",
    )
    chosen = {"by_mail": by_mail, "by_robot": by_robot, **choice_of(hours)}
    wish, _fresh = Preference.objects.update_or_create(person_id=person_id, defaults=chosen)
    drop_waiting(person_id, [channel for channel, on in ((MAIL, by_mail), (ROBOT, by_robot)) if not on])
    return wish


def choice_of(hours: Hours) -> dict[str, object]:
    """Return the columns of a choice of hours; messages come in the language that is in use now."""
    return {
        "digest": hours.digest.value,
        "digest_at": hours.digest_at,
        "quiet_from": hours.quiet_from,
        "quiet_until": hours.quiet_until,
        "quiet_days": hours.quiet_days,
        "urgent_anyway": hours.urgent_anyway,
        "language": get_language() or "zh-hans",
    }


def drop_waiting(person_id: int, channels: list[str]) -> None:
    """Take back what waits for a person on these channels."""
    waiting = Delivery.objects.filter(person_id=person_id, channel__in=channels, state=WAITING)
    waiting.update(state=DROPPED, done_at=clock.now())
