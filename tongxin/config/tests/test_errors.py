"""Where no view was reached, or one broke, the same page is shown as for every other refusal."""

import pytest

from tongxin.config import errors, health

MISSING, FORBIDDEN, BROKEN = 404, 403, 500


def test_an_address_that_does_not_exist_gets_the_page_of_the_product(client, db):
    answer = client.get("/no/such/page")
    assert answer.status_code == MISSING
    assert "ui/error.html" in [template.name for template in answer.templates]


def test_an_api_address_that_does_not_exist_gets_json(client, db):
    answer = client.get("/api/v1/no-such-thing")
    assert (answer.status_code, answer.json()["code"]) == (MISSING, "not_found")


def test_a_broken_view_says_nothing_of_what_broke(client, db, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr(health, "is_migrated", lambda: 1 / 0)
    answer = client.get("/readyz")
    assert answer.status_code == BROKEN
    assert b"division" not in answer.content


@pytest.mark.parametrize(
    ("answer", "status"), [(errors.forbidden, FORBIDDEN), (errors.not_found, MISSING)], ids=["403", "404"]
)
def test_each_refusal_has_its_status(rf, db, answer, status):
    assert answer(rf.get("/"), Exception()).status_code == status
