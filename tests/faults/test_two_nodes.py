"""Two nodes on one PostgreSQL, one of them cut off from it: no split writes, leases end by the database's clock."""

import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from tests.faults.ledger import OK as ACKNOWLEDGED
from tests.faults.ledger import SENT, Ledger
from tests.faults.postgres import Cluster, binaries
from tests.faults.product import Product
from tests.faults.proxy import Proxy
from tests.faults.test_clocks_of_processes import LIBRARY
from tests.faults.visitor import Visitor
from tongxin.config.tests.test_serving import free_port

FOUND, AWAY = 302, 503
SECONDS_TO_ANSWER, SECONDS_TO_TAKE_UP = 15, 30
HELD = 26  # longer than a lease, so that it must have been renewed

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(binaries() is None, reason="there is no PostgreSQL server to be cut off from"),
]


@pytest.fixture
def cluster():
    folder = Path(tempfile.mkdtemp(prefix="tongxin-faults-"))  # its own user must reach it: not below pytest's folder
    folder.chmod(0o755)
    made = Cluster(folder / "cluster", free_port())
    made.make()
    made.line = Proxy(made.port)
    yield made
    made.line.close()
    made.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def nodes(cluster, tmp_path):
    """Two nodes with the same keys; the second one reaches the database by a line that can be cut."""
    near = Product(tmp_path / "near", free_port(), DATABASE_URL=cluster.url)
    near.people = near.found(1)
    shutil.copytree(near.home, tmp_path / "far")
    by_line = cluster.url.replace(str(cluster.port), str(cluster.line.port))
    far = Product(tmp_path / "far", free_port(), DATABASE_URL=by_line)
    far.people = near.people
    yield near, far
    for node in (near, far):
        node.kill()


def entered(node):
    visitor = Visitor(node.port, {"tongxin_language": "en"})
    visitor.sign_in(node.people["clients"][0]["raiser"], node.people["password"])
    return visitor


def filled(visitor, mark):
    return visitor.form("/say", "/say") | {
        "mode": "named", "body": f"更衣室夜里没有热水 {mark}", "place": "", "category": "", "place_note": "",
        "wish": "", "about": "",
    }  # fmt: skip


def test_what_a_node_that_is_cut_off_refused_is_taken_once_by_whichever_node_gets_it_again(nodes, cluster, tmp_path):
    near, far = nodes
    for node in nodes:
        node.start()
    here, there = entered(near), entered(far)
    ledger = Ledger(tmp_path / "ledger")
    for number, trouble in enumerate(("cut", "deaf", "cut", "deaf")):
        form = filled(there, f"m-node{number}")
        ledger.write(f"m-node{number}", "raise named", SENT)
        cluster.line.is_deaf = trouble == "deaf"  # what it sends arrives, and no answer comes back
        if trouble == "cut":
            cluster.line.cut()
        else:
            cut_later(cluster.line)
        began = time.monotonic()
        assert there.post("/say", form).status == AWAY
        assert time.monotonic() - began < SECONDS_TO_ANSWER
        assert here.get("/my-cases").status == 200  # the other node serves on
        cluster.line.heal()
        other = here if number < 2 else there
        form |= {"csrfmiddlewaretoken": other.form("/say", "/say")["csrfmiddlewaretoken"]}
        for _ in range(2):
            assert other.post("/say", form).status == FOUND
        ledger.write(f"m-node{number}", "raise named", ACKNOWLEDGED)
    found = json.loads(near.run("tests.faults.checking", str(ledger.file)))
    assert [found[name] for name in ("lost", "doubled", "half", "journal", "followers")] == [[]] * 5
    assert found["stored"] == 4


def cut_later(line):
    """Let a deaf line break after a while, as the system does that gets no answer."""
    threading.Timer(2.0, line.cut).start()


class Node:
    """A worker of a node, and what it says."""

    def __init__(self, product, folder, seconds, **more):
        self.out = folder / f"{product.home.name}.said"
        with self.out.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.node", str(seconds)],
                env={**product.environment, **more}, stdout=out,
            )  # fmt: skip

    def said(self, word):
        """Return when it said a word."""
        lines = [line.split() for line in self.out.read_text().splitlines()]
        return [float(line[0]) for line in lines if line[1:] == [word]]

    def waits_for(self, word, seconds):
        """Return when it first said a word."""
        limit = time.monotonic() + seconds
        while not self.said(word):
            assert time.monotonic() < limit, self.out.read_text()
            time.sleep(0.05)
        return self.said(word)[0]


@pytest.mark.skipif(LIBRARY is None, reason="there is no libfaketime (Debian: faketime)")
def test_a_job_is_one_node_s_until_the_database_says_that_its_lease_is_over(nodes, cluster, tmp_path):
    near, far = nodes
    first = Node(far, tmp_path, 90)
    began = first.waits_for("begins", 30)
    # By its own clock every lease of today is long over; the database knows better.
    second = Node(near, tmp_path, 3, LD_PRELOAD=str(LIBRARY), FAKETIME="+1h", FAKETIME_DONT_FAKE_MONOTONIC="1")
    second.waits_for("ready", 30)
    try:
        time.sleep(max(0.0, began + HELD - time.monotonic()))
        assert second.said("begins") == []
        cluster.line.cut()
        away = time.monotonic()
        taken_up = second.waits_for("begins", SECONDS_TO_TAKE_UP + 5)
        assert 5 < taken_up - away <= SECONDS_TO_TAKE_UP
        second.waits_for("ends", 30)
        cluster.line.heal()
        first.process.kill()
        assert len(second.said("begins")) == 1
    finally:
        for node in (first, second):
            node.process.kill()
            node.process.wait()
