"""The two ways out, as the sender sees them: who stands at the end, and who still wants to hear."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar, Protocol

from django.conf import settings
from django.db.models import Q

from tongxin.core import clock, crypto
from tongxin.inbox.channels.mail import Mailer, is_set_up, open_mail
from tongxin.inbox.channels.message import group_message, to_do_message
from tongxin.inbox.channels.robots import tell_robot
from tongxin.inbox.models import Delivery, MailAddress, Preference, Robot
from tongxin.inbox.reads.channels import MAIL, ROBOT
from tongxin.organisation.public import Person


class Way(Protocol):
    """One way out. ``recipient`` is the column that says who gets one message: a person, or a group's robot."""

    channel: ClassVar[str]
    recipient: ClassVar[str]

    def still_wanted(self, rows: Sequence[Delivery]) -> list[Delivery]:
        """Return the rows whose people are still there and still want this way."""

    def send(self, recipient: int, rows: Sequence[Delivery]) -> None:
        """Send one message about all rows. Raises NotDeliveredError."""


@dataclass
class MailWay:
    """By e-mail, to one person."""

    mailer: Mailer
    channel: ClassVar[str] = MAIL
    recipient: ClassVar[str] = "person_id"

    def still_wanted(self, rows: Sequence[Delivery]) -> list[Delivery]:
        """Return the rows of people who chose mail and whose address is confirmed."""
        present = _present(rows, by_mail=True)
        confirmed = MailAddress.objects.filter(person_id__in=present, confirmed_at__isnull=False)
        reachable = set(confirmed.values_list("person_id", flat=True))
        return [row for row in rows if row.person_id in reachable]

    def send(self, recipient: int, rows: Sequence[Delivery]) -> None:
        """Send the number of things and the link."""
        language = Preference.objects.values_list("language", flat=True).get(person_id=recipient)
        address = MailAddress.objects.get(person_id=recipient).address
        # The same at every try. A digest, because running numbers tell how much is going on.
        name = crypto.mac(f"{rows[0].pk}".encode(), "inbox.message")[:32]
        self.mailer.send(address, to_do_message(len(rows), language=language, id=name))


class RobotWay:
    """By the robot of a group, for all its people who chose so."""

    channel: ClassVar[str] = ROBOT
    recipient: ClassVar[str] = "robot_id"

    def still_wanted(self, rows: Sequence[Delivery]) -> list[Delivery]:
        """Return the rows of people who chose the robot."""
        present = _present(rows, by_robot=True)
        return [row for row in rows if row.person_id in present]

    def send(self, recipient: int, rows: Sequence[Delivery]) -> None:
        """Say the number of things and the link in the group."""
        robot = Robot.objects.get(pk=recipient)
        tell_robot(robot.kind, robot.url, robot.secret, group_message(len(rows), language=settings.LANGUAGE_CODE))


def _present(rows: Sequence[Delivery], **chosen: bool) -> set[int]:
    here = Q(left_on=None) | Q(left_on__gt=clock.today())
    people = Person.objects.filter(here, pk__in={row.person_id for row in rows}, user__is_active=True)
    wishes = Preference.objects.filter(person_id__in=people.values("pk"), **chosen)
    return set(wishes.values_list("person_id", flat=True))


@contextmanager
def open_ways() -> Iterator[list[Way]]:
    """Open the ways that are set up."""
    with open_mail() as mailer:
        ways: list[Way] = [MailWay(mailer)] if is_set_up() else []
        yield [*ways, RobotWay()]
