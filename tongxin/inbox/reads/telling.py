"""What one person chose about being told outside, for that person's own page."""

from dataclasses import dataclass
from typing import Any

from tongxin.core.errors import Text
from tongxin.core.policy import Actor
from tongxin.inbox.book import usual_hours
from tongxin.inbox.channels.mail import is_set_up
from tongxin.inbox.channels.robots import KINDS
from tongxin.inbox.channels.trouble import trouble_words
from tongxin.inbox.models import Preference, Robot
from tongxin.inbox.reads.channels import robots_of
from tongxin.inbox.rights import own_address, person_acting

CHOSEN = (
    "by_mail", "by_robot", "digest", "digest_at", "quiet_from", "quiet_until", "quiet_days", "urgent_anyway",
)  # fmt: skip


@dataclass(frozen=True)
class Telling:
    """My ways and hours. ``address`` is empty without one; ``robot`` says whose group would be told, empty without."""

    choice: dict[str, Any]
    has_mail: bool
    address: str
    is_confirmed: bool
    trouble: Text
    robot: str
    robot_unit: str

    @property
    def is_waiting_for_code(self) -> bool:
        """Return whether an address is entered and not confirmed."""
        return bool(self.address) and not self.is_confirmed

    @property
    def has_any_way(self) -> bool:
        """Return whether there is any way out to choose."""
        return self.is_confirmed or bool(self.robot)


def my_telling(actor: Actor) -> Telling:
    """Return what the actor chose, or what holds without a choice."""
    wish = Preference.objects.filter(person_id=person_acting(actor)).first()
    hours = usual_hours()
    chosen = {name: getattr(wish or hours, name, False) for name in CHOSEN}
    address = own_address(actor)
    robot = _robot(person_acting(actor))
    return Telling(
        choice=chosen,
        has_mail=is_set_up(),
        address=address.address if address else "",
        is_confirmed=address is not None and address.confirmed_at is not None,
        trouble=trouble_words(address.trouble) if address and address.trouble else "",
        robot=str(KINDS[robot.kind].label) if robot else "",
        robot_unit=robot.unit.name if robot and robot.unit else "",
    )


def _robot(person_id: int) -> Robot | None:
    found = robots_of([person_id])
    return Robot.objects.select_related("unit").filter(pk__in=found.values()).first()
