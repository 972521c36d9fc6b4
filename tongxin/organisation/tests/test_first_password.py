"""What somebody is told of his own account."""

from tests.town import FOUNDED, MAKER
from tongxin.accounts.facts import PasswordSet
from tongxin.accounts.public import set_password
from tongxin.inbox.models import Notice
from tongxin.journal.public import catch_up
from tongxin.organisation.public import give_account, register_person


def told(person):
    catch_up()
    return Notice.objects.filter(person_id=person.pk, kind=PasswordSet.kind).count()


def test_the_first_password_from_the_server_replaces_nothing_and_the_next_is_told(town):
    person = register_person(actor=MAKER, name="赵一", staff_no="N0001", home=town.units["冲压一车间"], from_on=FOUNDED)
    give_account(actor=MAKER, person=person, password="a sentence for tests")
    assert told(person) == 0
    set_password(actor=MAKER, user=person.user, password="another sentence for tests")
    assert told(person) == 1
