import io
import re

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from PIL import Image

from tests.town import has_read_notice
from tongxin.core.errors import NotFoundError
from tongxin.core.policy import Actor
from tongxin.files import owners
from tongxin.files.facts import FILE_OPENED
from tongxin.files.rights import access_file
from tongxin.files.tests import samples
from tongxin.files.tests.conftest import OWNER, STRANGER, XIAOMAN
from tongxin.journal.public import count_looks


@pytest.fixture
def person(db):
    user = has_read_notice(get_user_model().objects.create(number="T0001"))
    return apps.get_model("organisation", "Person").objects.create(staff_no="T0001", name="陈小满", user=user)


@pytest.fixture
def browser(client, person, opening):
    """Somebody signed in to whom the matter is open."""
    opening[person.pk] = "open"
    client.force_login(person.user)
    return client


def without_token(response):
    return re.sub(rb'csrfmiddlewaretoken" value="\w+"', b"", response.content)


def test_whoever_the_owner_lets_opens_a_file(store, opening):
    (stored,) = store(("a.pdf", samples.PDF))
    assert access_file(actor=XIAOMAN, key=stored.key) == stored


@pytest.mark.parametrize("actor", [STRANGER, Actor(), Actor(system="worker")])
def test_nobody_else_learns_that_a_file_exists(store, opening, actor):
    (stored,) = store(("a.pdf", samples.PDF))
    with pytest.raises(NotFoundError):
        access_file(actor=actor, key=stored.key)


def test_a_file_for_whose_owner_nobody_speaks_is_closed_to_all(store):
    (stored,) = store(("a.pdf", samples.PDF), owner="gone.app:1")
    with pytest.raises(NotFoundError):
        access_file(actor=XIAOMAN, key=stored.key)


def test_opening_is_noted_only_where_the_owner_calls_it_sensitive(store, opening):
    (stored,) = store(("a.pdf", samples.PDF))
    access_file(actor=XIAOMAN, key=stored.key)
    assert count_looks(FILE_OPENED, OWNER) == 0
    opening[XIAOMAN.person_id] = "open_and_note"
    access_file(actor=XIAOMAN, key=stored.key)
    assert count_looks(FILE_OPENED, OWNER) == 1


def test_an_owner_is_registered_once(opening):
    with pytest.raises(ValueError, match="registered twice"):
        owners.register_owner("testing.matter", lambda actor, owner, stored: "open")


def test_a_paper_is_sent_to_be_saved_and_can_run_nothing(browser, store):
    (stored,) = store(("热水.pdf", samples.PDF))
    response = browser.get(stored.url)
    assert response.content == samples.PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E7%83%AD")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox;")
    assert "no-store" in response["Cache-Control"]


def test_a_picture_is_sent_to_be_shown_large_or_small(browser, store):
    (stored,) = store(("a.jpg", samples.photo(1000, 500, orientation=1)))
    response = browser.get(stored.url)
    assert response["Content-Disposition"].startswith("inline")
    assert Image.open(io.BytesIO(response.content)).size == (1000, 500)
    assert Image.open(io.BytesIO(browser.get(f"{stored.url}?size=thumb").content)).size == (320, 160)


def test_a_paper_has_no_small_picture_and_is_sent_whole(browser, store):
    (stored,) = store(("a.pdf", samples.PDF))
    assert browser.get(f"{stored.url}?size=thumb").content == samples.PDF


def test_a_closed_file_and_a_missing_one_answer_the_same_to_the_byte(browser, store, opening, person):
    (stored,) = store(("a.pdf", samples.PDF))
    opening[person.pk] = "no"
    closed = browser.get(stored.url)
    stored.delete()
    missing = browser.get(stored.url)
    assert (closed.status_code, missing.status_code) == (404, 404)
    assert without_token(closed) == without_token(missing)


def test_a_stranger_is_sent_to_the_sign_in(client, store, opening):
    (stored,) = store(("a.pdf", samples.PDF))
    assert client.get(stored.url).status_code == 302
