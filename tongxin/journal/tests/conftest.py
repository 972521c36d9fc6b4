"""A journal with facts and looks of its own, so that the product's are not touched."""

from decimal import Decimal

import pytest

from tongxin.core.acts import act
from tongxin.core.policy import Actor
from tongxin.journal import facts, followers, looks
from tongxin.journal.facts import Fact, fact
from tongxin.journal.public import declare_look, record

ACTOR = Actor(person_id=7, name="李桐")


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """Declare one plain fact, one nameless one and one look."""
    monkeypatch.setattr(facts, "_kinds", {})
    monkeypatch.setattr(looks, "_looks", {})
    monkeypatch.setattr(followers, "_followers", {})

    class Paid(Fact):
        """Money was paid."""

        words: str = ""

    class Voted(Fact):
        """Somebody voted."""

    declare_look("journal.seen", "seen")
    return {
        "paid": fact("journal.paid", "paid")(Paid),
        "voted": fact("journal.voted", "voted", nameless=True)(Voted),
    }


@pytest.fixture
def pay(kinds, db):
    """Return a service that records so many payments."""

    @act
    def pay(*, actor, count=1, first=1, **values):
        for number in range(first, first + count):
            given = {"object": f"money:{number}", "person_id": number, "amount": Decimal(number)} | values
            record(kinds["paid"](words=f"text {number}", **given))

    return pay
