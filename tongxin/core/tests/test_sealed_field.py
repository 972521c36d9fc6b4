"""The field that keeps its text sealed, seen on a person's phone number."""

import pytest
from django.db import connection

from tongxin.core.crypto import UnreadableError
from tongxin.organisation.models import Person

pytestmark = pytest.mark.django_db
PHONE = "13812345678"


@pytest.fixture
def person():
    return Person.objects.create(staff_no="A1", name="何小满", phone=PHONE)


def stored(person):
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM organisation_person WHERE id = %s", [person.pk])
        return cursor.fetchone()[0]


def test_the_text_is_plain_in_python_and_sealed_in_the_database(person):
    assert Person.objects.get(pk=person.pk).phone == PHONE
    assert stored(person).startswith("a1:k1:")


def test_saving_again_what_was_never_opened_keeps_it(person):
    before = stored(person)
    loaded = Person.objects.get(pk=person.pk)
    loaded.save()
    assert stored(person) == before
    assert Person.objects.get(pk=person.pk).phone == PHONE


def test_a_changed_text_is_sealed_anew(person):
    person.phone = "13900000000"
    person.save()
    assert Person.objects.get(pk=person.pk).phone == "13900000000"


def test_an_empty_text_stays_empty(person):
    assert stored(Person.objects.create(staff_no="A2", name="李桐")) == ""


def test_a_text_that_was_left_out_of_a_list_is_read_when_it_is_asked_for(person):
    assert Person.objects.defer("phone").get(pk=person.pk).phone == PHONE


def test_a_row_that_got_the_sealed_text_of_another_does_not_open(person):
    other = Person.objects.create(staff_no="A2", name="李桐", phone="13900000000")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_person SET phone = %s WHERE id = %s", [stored(person), other.pk])
    loaded = Person.objects.get(pk=other.pk)
    with pytest.raises(UnreadableError):
        loaded.phone  # noqa: B018 - reading is what is tested
