"""On the home screen: what a device is told, and that it keeps nobody's page."""

import html
import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.utils import translation
from PIL import Image

from tongxin.core.ui.home_screen import ICONS, WORKER


def test_the_manifest_names_pictures_that_exist_in_their_sizes(client, db):
    response = client.get("/manifest.webmanifest")
    about = json.loads(response.content)
    assert response["Content-Type"] == "application/manifest+json"
    assert (about["start_url"], about["display"]) == ("/", "standalone")
    for file, sizes, _purpose in ICONS:
        with Image.open(finders.find(file)) as picture:
            assert f"{picture.width}x{picture.height}" == sizes
    assert {icon["purpose"] for icon in about["icons"]} == {"any", "maskable"}


def test_the_worker_keeps_the_page_without_a_connection_in_the_language_asked_for(client, db):
    response = client.get("/service-worker.js", {"language": "zh-Hant"})
    values = json.loads(re.match(r"self.TONGXIN = (.*);", response.content.decode())[1])
    assert response["Content-Type"].startswith("text/javascript")
    assert values["offline"] == "/offline?language=zh-hant"
    assert values["static"] == "/static/"


@pytest.mark.parametrize("language", ["xx", "", "en-GB", "zh-Hans"])
def test_an_odd_language_breaks_nothing(client, db, language):
    assert client.get("/service-worker.js", {"language": language}).status_code == 200
    assert client.get("/offline", {"language": language}).status_code == 200


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_page_without_a_connection_is_the_same_for_everybody_and_says_what_now(client, town, language):
    address = f"/offline?language={language}"
    strangers = client.get(address).content
    with translation.override(language):
        assert translation.gettext("What now") in html.unescape(strangers.decode())
    assert town.enter(client, "何小满").get(address).content == strangers
    assert not any(words in strangers.decode() for words in ("csrfmiddlewaretoken", "data-draft-key", 'class="dock"'))


def test_the_worker_puts_no_page_away():
    """It writes to its cache in two places: the one page without a connection, and files of the front end."""
    text = WORKER.read_text(encoding="utf-8")
    assert re.findall(r"cache\.(?:put|add)\w*\(([^,)]*)", text) == ["offline", "[...new Set(parts", "request"]
    assert 'if (request.mode === "navigate") event.respondWith(page(request));' in text
