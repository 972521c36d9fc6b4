"""Signing in to the pages of a small company."""

from django.test import Client

from tests.town import has_read_notice
from tongxin.accounts.models import User
from tongxin.core.policy import Actor
from tongxin.organisation.models import Person

FRAGMENT = {"HX-Request": "true"}
NEWCOMERS = {"赵一": "模修班", "钱二": "模修班", "孙三": "冲压一车间", "李四": "总装事业部"}


def signed_in(who: Person | Actor) -> Client:
    """Return a browser in which somebody has signed in, with English pages."""
    person = Person.objects.get(pk=who.person_id) if isinstance(who, Actor) else who
    if person.user is None:
        person.user = User.objects.create(number=person.staff_no)
        person.save(update_fields=["user"])
    has_read_notice(person.user)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(person.user)
    return client


def text_of(response) -> str:
    """Return the page as text."""
    return response.content.decode()
