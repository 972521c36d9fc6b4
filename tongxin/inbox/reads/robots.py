"""Robots as an administrator sees them: whose group, which product. Address and secret are never shown again."""

from dataclasses import dataclass
from datetime import datetime

from tongxin.core.errors import Text
from tongxin.core.policy import Actor
from tongxin.inbox.channels.robots import KINDS
from tongxin.inbox.rights import visible_robots


@dataclass(frozen=True)
class RobotLine:
    """One robot. ``unit`` is empty where it is for everybody."""

    key: str
    product: Text
    unit: str
    set_at: datetime


def robot_lines(actor: Actor) -> list[RobotLine]:
    """Return all robots, the one for everybody first."""
    rows = visible_robots(actor).select_related("unit").order_by("unit__name", "pk")
    lines = [
        RobotLine(robot.key, KINDS[robot.kind].label, robot.unit.name if robot.unit else "", robot.set_at)
        for robot in rows
    ]
    return sorted(lines, key=lambda line: line.unit)
