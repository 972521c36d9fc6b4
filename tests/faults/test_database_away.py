"""The database is stopped and comes back: 503 while it is away, the same form goes through afterwards, no restart."""

import http.client
import json
import shutil
import tempfile
import time
from pathlib import Path

import pytest

from tests.faults.ledger import OK as ACKNOWLEDGED
from tests.faults.ledger import SENT, Ledger
from tests.faults.postgres import Cluster, binaries
from tests.faults.product import Product
from tests.faults.visitor import Forms, Visitor
from tongxin.config.tests.test_serving import free_port

OK, FOUND, AWAY = 200, 302, 503
SECONDS_TO_RECOVER = 15
RESTARTS = 3
MARK = "m-restart"

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(binaries() is None, reason="there is no PostgreSQL server to be stopped"),
]


@pytest.fixture
def cluster():
    folder = Path(tempfile.mkdtemp(prefix="tongxin-faults-"))  # its own user must reach it: not below pytest's folder
    folder.chmod(0o755)
    made = Cluster(folder / "cluster", free_port())
    made.make()
    yield made
    made.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def product(cluster, tmp_path):
    made = Product(tmp_path / "home", free_port(), DATABASE_URL=cluster.url)
    made.people = made.found(1)
    made.start()
    yield made
    made.kill()


def visitor_of(product, name):
    visitor = Visitor(product.port, {"tongxin_language": "en"})
    visitor.sign_in(product.people["clients"][0][name], product.people["password"])
    return visitor


def until(deed, seconds):
    """Do something until it is done; return how long it took."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if deed():
            return time.monotonic() - began
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s")


def test_a_database_that_is_stopped_costs_patience_and_nothing_else(product, cluster, tmp_path):
    ledger = Ledger(tmp_path / "ledger")
    visitor = visitor_of(product, "raiser")
    for number in range(RESTARTS):
        form = visitor.form("/say", "/say") | {
            "mode": "named", "body": f"更衣室夜里没有热水 {MARK}{number}", "place": "", "category": "",
        }  # fmt: skip
        cluster.stop()
        ledger.write(f"{MARK}{number}", "raise named", SENT)
        refused = visitor.post("/say", form)
        assert (refused.status, refused.headers["retry-after"]) == (AWAY, "5")
        again = Forms(refused.text, "/say").found["/say"]
        assert {**again, "csrfmiddlewaretoken": ""} == {**form, "csrfmiddlewaretoken": ""}
        assert visitor.get("/").status == visitor.get("/queue").status == AWAY
        assert (product.status("/healthz"), product.status("/readyz")) == (OK, AWAY)
        assert json.loads(visitor.get("/api/v1/me").text)["code"] in ("unavailable", "not_signed_in")
        cluster.start()
        until(lambda: visitor.post("/say", again).status == FOUND, SECONDS_TO_RECOVER)  # noqa: B023 - called at once
        ledger.write(f"{MARK}{number}", "raise named", ACKNOWLEDGED)
        assert visitor.post("/say", again).status == FOUND
    assert product.said("Internal Server Error") == 0
    until(lambda: product.background_worker(), SECONDS_TO_RECOVER)
    found = json.loads(product.run("tests.faults.checking", str(ledger.file)))
    assert [found[name] for name in ("lost", "doubled", "half", "journal", "followers")] == [[]] * 5
    assert found["stored"] == RESTARTS


def test_the_product_waits_for_a_database_that_is_away_when_it_starts(cluster, tmp_path):
    product = Product(tmp_path / "home", free_port(), DATABASE_URL=cluster.url)
    product.found(1)
    cluster.stop()
    product.start(wait=False)
    assert product.process.wait(60) != http.client.OK
    assert "Traceback" not in product.log.read_text()
    cluster.start()
    product.start()
    product.kill()
