"""Setting the robots of groups: only by an administrator, because whoever has a robot's address can post there."""

from django.conf import settings
from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.egress import BarredError, checked
from tongxin.core.errors import BadInputError, RuleBrokenError
from tongxin.core.policy import Actor, require
from tongxin.inbox.channels.message import test_message
from tongxin.inbox.channels.robots import KINDS, tell_robot
from tongxin.inbox.channels.trouble import NotDeliveredError, trouble_words
from tongxin.inbox.facts import RobotRemoved, RobotSet
from tongxin.inbox.models import Delivery, Robot
from tongxin.inbox.models.delivery import DROPPED, WAITING
from tongxin.inbox.rights import access_robot, can_set_robots
from tongxin.journal.public import record
from tongxin.organisation.public import Unit


def set_robot(*, actor: Actor, kind: str, url: str, secret: str = "", unit: Unit | None = None) -> Robot:
    """Set the robot of a unit and all below it, or of everybody; replaces the one there was.

    The address is looked up before anything is written, so that no writer waits for a name server. Records RobotSet.
    Raises Forbidden, and BadInput for an unknown kind or an address that may not be spoken to.
    """
    require(can_set_robots(actor))
    require(kind in KINDS, BadInputError, _("Choose one of the products."), field="kind")
    try:
        checked(url.strip())
    except BarredError as barred:
        raise BadInputError(trouble_words(barred.why.value), field="url") from barred
    return keep_robot(actor=actor, kind=kind, url=url.strip(), secret=secret.strip(), unit=unit)


@act
def keep_robot(*, actor: Actor, kind: str, url: str, secret: str, unit: Unit | None) -> Robot:
    """Keep a robot whose address was checked. Records RobotSet. Raises Forbidden."""
    require(can_set_robots(actor))
    robot = Robot.objects.filter(unit=unit).first() or Robot(unit=unit)
    robot.kind, robot.url, robot.secret, robot.set_at = kind, url, secret, clock.now()
    robot.save()
    record(RobotSet(object="inbox.robot", unit_id=unit.pk if unit else None, robot=kind))
    return robot


@act
def remove_robot(*, actor: Actor, key: str) -> None:
    """Take a robot away; what waits for it is dropped. Records RobotRemoved. Raises NotFound."""
    robot = access_robot(actor=actor, key=key)
    Delivery.objects.filter(robot=robot, state=WAITING).update(state=DROPPED, done_at=clock.now())
    record(RobotRemoved(object="inbox.robot", unit_id=robot.unit_id, robot=robot.kind))
    robot.delete()


def try_robot(*, actor: Actor, key: str) -> None:
    """Let a robot say a test in its group. Changes nothing. Raises NotFound, RuleBroken with what went wrong."""
    robot = access_robot(actor=actor, key=key)
    try:
        tell_robot(robot.kind, robot.url, robot.secret, test_message(language=settings.LANGUAGE_CODE))
    except NotDeliveredError as problem:
        raise RuleBrokenError(trouble_words(problem.trouble)) from problem
