"""A notice is open to the person it was told to, and to nobody else. Robots are set by system administrators."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import ForbiddenError, NotFoundError
from tongxin.core.policy import Actor, Right, declare, may
from tongxin.inbox.models import MailAddress, Notice, Robot

SETTINGS = "system.settings"  # declared by organisation, beside the role that holds it
BURDEN = "inbox.burden.view"


def declare_rights() -> None:
    """Declare the rights of the inbox."""
    declare(Right(BURDEN, _("see how much this platform asks of people"), _("Counts of groups, never of a person.")))


def visible_notices(actor: Actor) -> QuerySet[Notice]:
    """Return the actor's own notices."""
    return Notice.objects.filter(person_id=actor.person_id) if actor.person_id else Notice.objects.none()


def access_notice(*, actor: Actor, notice_id: int) -> Notice:
    """Return one of the actor's own notices. Raises NotFoundError for any other."""
    notice = visible_notices(actor).filter(pk=notice_id).first()
    if notice is None:
        raise NotFoundError
    return notice


def person_acting(actor: Actor) -> int:
    """Return the id of the person who acts. Raises ForbiddenError for a job of the system and for nobody."""
    if actor.person_id is None:
        raise ForbiddenError
    return actor.person_id


def own_address(actor: Actor) -> MailAddress | None:
    """Return the actor's own address; nobody else's is open to anybody."""
    return MailAddress.objects.filter(person_id=actor.person_id).first() if actor.person_id else None


def can_set_robots(actor: Actor) -> bool:
    """Return whether the actor may set robots: who changes the settings of the system."""
    return may(actor, SETTINGS)


def visible_robots(actor: Actor) -> QuerySet[Robot]:
    """Return the robots that the actor may set."""
    return Robot.objects.all() if can_set_robots(actor) else Robot.objects.none()


def access_robot(*, actor: Actor, key: str) -> Robot:
    """Return a robot by the name in its address. Raises NotFoundError."""
    robot = visible_robots(actor).select_related("unit").filter(key=key).first()
    if robot is None:
        raise NotFoundError
    return robot
