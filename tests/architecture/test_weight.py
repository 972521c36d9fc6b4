"""Pages are light: a phone on a poor line has them soon. Sizes are compressed, pictures left out."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tongxin.casework.tests.stories import HANDLER, OFFICER, RAISER, accepted, answered, raised

FIRST_LOAD, LATER = 60_000, 20_000
NAMED = re.compile(r'(?:rel="stylesheet" href|<script src|<use href)="([^"#]+)')
PAGES = {
    "/": RAISER,
    "/say": RAISER,
    "/my-cases": RAISER,
    "/me": RAISER,
    "/inbox": HANDLER,
    "/queue?view=open": HANDLER,
    "/workbench": OFFICER,
    "/units": OFFICER,
    "/people": OFFICER,
}


def packed(content: bytes) -> int:
    """Return how many bytes go over the wire."""
    return len(gzip.compress(content, 6))


def weight_of_named(page: str) -> int:
    """Return the weight of the sheets, scripts and icons that a page names."""
    paths = {path.removeprefix("/" + settings.STATIC_URL.strip("/") + "/") for path in NAMED.findall(page)}
    files = [finders.find(path) for path in paths]
    assert all(files), paths
    return sum(packed(Path(file).read_bytes()) for file in files)


@pytest.fixture
def busy_town(town):
    for number in range(45):
        (raised, accepted, answered)[number % 3](town)
    return town


def test_no_later_page_is_heavy_even_with_long_lists(client, busy_town):
    weights = {}
    for path, who in PAGES.items():
        answer = busy_town.enter(client, who).get(path)
        assert answer.status_code == 200, path
        weights[path] = packed(answer.content)
    assert {path: weight for path, weight in weights.items() if weight > LATER} == {}


def test_the_first_page_with_all_that_it_names_is_light(client, busy_town):
    page = busy_town.enter(client, RAISER).get("/").content
    assert packed(page) + weight_of_named(page.decode()) <= FIRST_LOAD
