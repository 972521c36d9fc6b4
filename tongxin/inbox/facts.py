"""PUBLIC: what the inbox records. That somebody was told, or read it, is not among it."""

from dataclasses import field
from typing import Any

from django.utils.translation import gettext_lazy as _

from tongxin.journal.facts import Fact, fact


@fact("inbox.address_confirmed", _("e-mail address for reminders confirmed"))
class AddressConfirmed(Fact):
    """A person gave back the code that was sent to an address. The address is not in it."""


@fact("inbox.address_removed", _("e-mail address for reminders removed"))
class AddressRemoved(Fact):
    """A person's address was taken away. The address is not in it."""


@fact("inbox.robot_set", _("robot of a group set"))
class RobotSet(Fact):
    """An administrator set the robot of a unit, or of everybody. Its address and secret are not in it."""

    robot: str = ""


@fact("inbox.robot_removed", _("robot of a group removed"))
class RobotRemoved(Fact):
    """An administrator took a robot away."""

    robot: str = ""


@fact("inbox.burden_measured", _("reminders of a day counted"))
class BurdenMeasured(Fact):
    """How often people were told on one day, by kind of post and kind of unit. No person, no group under five.

    Each cell: ``role``, ``unit_type``, ``people``, and ``told``: counts by ``what:kind``, such as
    ``mail:casework.late``. ``of`` repeats the day.
    """

    of: str = ""
    cells: list[dict[str, Any]] = field(default_factory=list)
