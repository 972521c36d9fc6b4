"""Processes that are killed while people write: nothing acknowledged is lost, nothing is done twice or by half.

``python -m tests.faults`` runs the same with thousands of submissions; TONGXIN_FAULTS_SUBMISSIONS sets the size here.
"""

import json
import os
import sqlite3

import pytest

from tests.faults.clients import KINDS
from tests.faults.product import Product
from tests.faults.scene import faults, play
from tongxin.config.tests.test_serving import free_port
from tongxin.core import db

SUBMISSIONS = int(os.environ.get("TONGXIN_FAULTS_SUBMISSIONS", "90"))
A_KILL_EVERY, CLIENTS = 18, 4
SECONDS_TO_RECOVER = 5.0


TAMPERED = {
    "lost": "DELETE FROM organisation_post WHERE id = (SELECT max(id) FROM organisation_post)",
    "doubled": "INSERT INTO casework_message SELECT (SELECT max(id) + 1 FROM casework_message), 'another', title, "
    "body, wish, spot, sealed, kind, by_raiser, author_label, step, data, round, at, author_id, case_id "
    "FROM casework_message WHERE kind = 'talk' AND sealed = '' LIMIT 1",
    "half": "DELETE FROM clocks_clockentry; DELETE FROM clocks_clock WHERE id = 1",
    "journal": "UPDATE journal_content SET object = 'another' WHERE entry_id = 5",
    "followers": "UPDATE casework_tally SET count = count + 1 WHERE id = (SELECT min(id) FROM casework_tally)",
}


def test_whatever_is_killed_nothing_is_lost_doubled_or_half_done_and_people_are_answered_soon(tmp_path):
    if not db.is_sqlite():
        pytest.skip("the scene runs once, with SQLite; python -m tests.faults runs it with DATABASE_URL")
    product = Product(tmp_path / "home", free_port())
    outcome = play(product, submissions=SUBMISSIONS, kills=SUBMISSIONS // A_KILL_EVERY, clients=CLIENTS)
    assert faults(outcome) == {}
    assert outcome.acknowledged == sum(outcome.sent.values()) == SUBMISSIONS
    assert set(outcome.sent) == set(KINDS)
    assert len(outcome.kills) == SUBMISSIONS // A_KILL_EVERY
    assert [kill for kill in outcome.kills if kill.seconds > SECONDS_TO_RECOVER] == []
    assert not_seen(product) == []


def not_seen(product):
    """Do harm of every kind to the database, and return what of it the checker does not see."""
    with sqlite3.connect(product.home / "tongxin.sqlite3") as link:
        link.execute("PRAGMA foreign_keys = OFF")
        for harm in TAMPERED.values():
            link.executescript(harm)
    link.close()
    found = json.loads(product.run("tests.faults.checking", f"{product.home}.ledger"))
    return [name for name in TAMPERED if not found[name]]
