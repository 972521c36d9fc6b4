"""The power goes: whatever of the unsynced writes is lost, torn or kept, each acknowledged row is there."""

import json
import shutil

import pytest

from tests.faults.clients import KINDS, Client, Quota
from tests.faults.ledger import Ledger
from tests.faults.product import Product
from tests.faults.recording import can_record, recorder
from tongxin.config.tests.test_serving import free_port
from tongxin.core import db

POINTS, SUBMISSIONS = 200, 80

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(not can_record(), reason="there is no strace to record what is written"),
]


def test_at_two_hundred_points_the_disk_that_is_left_is_whole_and_has_every_acknowledged_row(tmp_path):
    if not db.is_sqlite():
        pytest.skip("PostgreSQL writes its own files; this is about those of the product")
    product, ledger = Product(tmp_path / "home", free_port()), Ledger(tmp_path / "ledger")
    people = product.found(2)
    shutil.copytree(product.home, tmp_path / "start")
    product.before = recorder(tmp_path / "recording")
    product.start()
    try:
        quota = Quota(SUBMISSIONS)
        for cast in people["clients"]:
            Client(product.port, cast, people["password"], ledger).work(quota)
            quota = Quota(SUBMISSIONS)
    finally:
        product.kill()
    places = [str(tmp_path / name) for name in ("recording", "start", "ledger")]
    found = json.loads(product.run("tests.faults.power", *places, str(POINTS)))
    honest, forgetful = found["honest"], found["forgetful"]
    assert (honest["points"], honest["lost"], honest["broken"], honest["first"]) == (POINTS, 0, 0, "")
    assert honest["acknowledged"] > SUBMISSIONS
    assert {line.kind for line in ledger.lines} == set(KINDS)
    assert forgetful["lost"] + forgetful["broken"] > 0  # else nothing would be noticed
