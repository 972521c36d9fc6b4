"""In place of the mail server: what was sent to whom, and what goes wrong."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tongxin.core import clock
from tongxin.inbox.book import usual_hours
from tongxin.inbox.channels.trouble import NotDeliveredError
from tongxin.inbox.models import Delivery, MailAddress, Preference
from tongxin.inbox.writes import delivering
from tongxin.inbox.writes.preferences import choice_of

FRIDAY = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
MINUTE = timedelta(minutes=1)


class Letters:
    """In place of the mail server: what was sent to whom, and what goes wrong."""

    def __init__(self):
        self.sent = []
        self.trouble = None
        self.dies_after_sending = False

    def send(self, address, message):
        if self.trouble:
            raise NotDeliveredError(self.trouble)
        self.sent.append((address, message.title, message.id))
        if self.dies_after_sending:
            raise KeyboardInterrupt

    @property
    def titles(self):
        return [title for _address, title, _id in self.sent]


class Opened:
    def __init__(self, letters):
        self.letters = letters

    def __enter__(self):
        return self.letters

    def __exit__(self, *_):
        return False


def wants_mail(person, **changes):
    address = f"{person.staff_no}@example.cn"
    made = MailAddress(person=person, confirmed_at=FRIDAY)
    made.address, made.address_index = address, person.staff_no
    made.save()
    return Preference.objects.create(person=person, **{**choice_of(usual_hours()), "by_mail": True, **changes})


def after(minutes):
    with clock.at(FRIDAY + minutes * MINUTE):
        return delivering.deliver()


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))
