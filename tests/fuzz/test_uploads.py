"""A slice of the malformed uploads, in the process; ``python -m tests.fuzz.uploads`` sends thousands to a server."""

import time

import pytest
from django.db import transaction
from django.test import Client

from tests.fuzz.upload_samples import CRAFTED, SOUND, malformed
from tongxin.files import drafts
from tongxin.files.cleaning import clean_files
from tongxin.files.models import StoredFile
from tongxin.files.tests.samples import sent

SLICE = 150
SLOWEST = 2.0
TOLD = {201, 400, 422}


@pytest.fixture
def send(town, monkeypatch, settings):
    """Send a file in the name of a worker. Returns the status, and the processor's seconds of this process."""
    monkeypatch.setattr(drafts, "MOST_WAITING", 10**9)
    settings.API_RATE = 10**9
    client, key = Client(), town.key("何小满", "files:write")

    def upload(name, data):
        began = time.process_time()
        with transaction.atomic():
            answer = client.post("/api/v1/files", {"file": sent(name, data)}, headers=key)
        return answer.status_code, time.process_time() - began

    return upload


def test_the_samples_are_sound_and_of_forty_sorts_or_more():
    assert len(SOUND) >= 40
    for name, data in SOUND.items():
        assert clean_files([sent(name, data)])[0].suspected == "", name


def test_nothing_malformed_breaks_an_upload_or_takes_long(send):
    wrong = []
    for name, data in [*CRAFTED.items(), *(malformed(seed) for seed in range(SLICE))]:
        status, seconds = send(name, data)
        if status not in TOLD or seconds > SLOWEST:
            wrong.append((name, status, seconds))
    assert wrong == []


def test_what_is_refused_leaves_no_row(send):
    for name in ("bomb.png", "overlap.docx", "page.html"):
        assert send(name, CRAFTED[name])[0] == 422
    assert not StoredFile.objects.exists()
