"""The town with thirteen people and a limit of ten rows, so that its roster needs a second person."""

import io

import openpyxl
import pytest

from tongxin.core.exports import export_kinds
from tongxin.exports import book, writes
from tongxin.exports.web import views
from tongxin.exports.writes import ask_export, decide_export

ASKER, APPROVER, SECOND, SYSTEM, AUDITOR, OTHER = "沈知夏", "吴静言", "顾长风", "周守一", "郑明察", "何小满"


@pytest.fixture
def limit(monkeypatch):
    """Set the limit to ten rows."""
    assert book.most_alone() == 500
    for module in (writes, views):
        monkeypatch.setattr(module, "most_alone", lambda: 10)
    return 10


@pytest.fixture
def roster(town):
    """Return the kind of file and the key of the unit of everybody."""
    return export_kinds()["people"], town.units["同辉集团"].key


@pytest.fixture
def asked(town, limit, roster):
    """Return a request of the officer for everybody."""
    kind, unit = roster
    return ask_export(actor=town.actor(ASKER), kind=kind, unit=unit, reason="年度体检名单，交体检中心")


@pytest.fixture
def approved(town, asked):
    """Return the request, approved by the security administrator."""
    return decide_export(actor=town.actor(APPROVER), key=asked.key, approve=True, text="体检需要，范围合适")


def cells(content):
    """Return the sheets of a file by name, each as rows of texts."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
