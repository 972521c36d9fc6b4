"""A full disk: 503 with a sentence, reading works, nothing is broken; with room again the same form goes through."""

import errno
import os
import subprocess
import sys

import pytest
from django.db import connection
from django.test import Client

from tests.faults.product import Product
from tests.faults.visitor import Visitor
from tongxin.casework.models import Case
from tongxin.casework.tests.stories import RAISER, WORDS
from tongxin.config.tests.test_serving import free_port
from tongxin.core import db
from tongxin.files import vault
from tongxin.files.tests.samples import photo, sent
from tongxin.journal.public import verify

OK, FOUND, AWAY = 200, 302, 503
SAYING = {"place": "", "place_note": "", "wish": "", "mode": "named", "category": "", "about": "", "_key": "one form"}
MEGABYTE = 1024 * 1024
BALLAST = 40


@pytest.fixture
def on_sqlite():
    if not db.is_sqlite():
        pytest.skip("the database of this run is not a file of ours")


def ask(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_a_full_database_says_so_can_be_read_and_takes_the_same_form_afterwards(on_sqlite, town):
    client = town.enter(Client(raise_request_exception=False), RAISER)
    ask(f"PRAGMA max_page_count = {ask('PRAGMA page_count')}")
    answers = [client.post("/say", SAYING | {"body": f"{WORDS * 40} {n}"}) for n in range(60)]
    refused = next(n for n, answer in enumerate(answers) if answer.status_code != FOUND)
    assert answers[refused].status_code == AWAY
    assert answers[refused].headers["Retry-After"]
    assert client.get("/my-cases").status_code == OK
    assert (ask("PRAGMA integrity_check"), verify().intact) == ("ok", True)
    count = Case.objects.count()
    ask("PRAGMA max_page_count = 1000000")
    for _ in range(2):
        assert client.post("/say", SAYING | {"body": f"{WORDS * 40} {refused}"}).status_code == FOUND
    assert Case.objects.count() == count + 1


@pytest.mark.parametrize("step", ["put", "_sync"])
def test_a_full_folder_of_files_refuses_the_whole_act_and_asks_to_send_it_again(town, monkeypatch, step):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    client = town.enter(Client(raise_request_exception=False, headers={"Accept-Language": "en"}), RAISER)
    with monkeypatch.context() as patch:
        patch.setattr(vault, step, full)
        answer = client.post("/say", SAYING | {"body": WORDS, "attachments": sent("a.jpg", photo())})
    assert (answer.status_code, Case.objects.count()) == (AWAY, 0)
    assert "Go back in your browser and send it once more" in answer.content.decode()
    answer = client.post("/say", SAYING | {"body": WORDS, "attachments": sent("a.jpg", photo())})
    assert (answer.status_code, Case.objects.count()) == (FOUND, 1)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of a few megabytes, where we may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(folder)], check=False,
                          capture_output=True)  # fmt: skip
    if made.returncode:
        pytest.skip("we may not mount a small disk here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs is Linux's")
def test_the_product_on_a_full_disk_refuses_writes_and_recovers_without_a_restart(small_disk):
    product = Product(small_disk / "home", free_port())
    product.log = small_disk.parent / "log"
    people = product.found(1)
    product.start()
    try:
        visitor = Visitor(product.port)
        visitor.sign_in(people["clients"][0]["raiser"], people["password"])
        form = visitor.form("/say", "/say") | SAYING
        fill(small_disk)
        refused = next(one for n in range(200) if (one := send(visitor, form, n)).status != FOUND)
        assert (refused.status, "retry-after" in refused.headers) == (AWAY, True)
        assert visitor.get("/my-cases").status == OK
        (small_disk / "ballast").unlink()
        assert send(visitor, form, 0).status == FOUND
        assert product.said("Traceback") == 0
    finally:
        product.kill()


def fill(folder):
    with (folder / "ballast").open("wb") as out:
        try:
            while True:
                out.write(b"\0" * MEGABYTE)
                out.flush()
        except OSError:
            pass


def send(visitor, form, n):
    return visitor.post("/say", form | {"body": f"{WORDS * 40} {n}", "_key": f"form {n}"})
