"""The picture of the house is the one that import-linter keeps."""

import configparser
import re

from tests.source import ROOT

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def rows():
    """Return the rows of the contract, from the top down."""
    contracts = configparser.ConfigParser(interpolation=None)
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    layers = contracts["importlinter:contract:apps-look-down"]["layers"].split("\n")
    return [frozenset(name.strip() for name in row.split("|")) for row in layers if row.strip()]


def test_the_picture_has_the_rows_of_the_contract_in_their_order():
    picture = PAGE.split("```")[1]
    apps = frozenset().union(*rows())
    lines = (re.match(r"[a-z]+( \| [a-z]+)*", line) for line in picture.splitlines())
    told = [frozenset(match.group().split(" | ")) for match in lines if match]
    assert [row & apps for row in told] == rows()


def test_every_file_that_the_documents_name_exists():
    where = [*(ROOT / "docs").glob("*.md"), *ROOT.glob("README*.md"), *(ROOT / "docs" / "decisions").glob("*.md")]
    links = [
        (file, target)
        for file in where
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", file.read_text(encoding="utf-8"))
    ]
    assert len(links) > 10
    assert [(file.name, target) for file, target in links if not (file.parent / target).exists()] == []


def test_the_readmes_name_every_app():
    apps = frozenset().union(*rows()) - {"packs"}
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert [app for app in apps if f"`{app}`" not in text] == []


def test_every_decision_has_a_number_of_its_own():
    numbers = [file.name[:4] for file in (ROOT / "docs" / "decisions").glob("*.md")]
    assert sorted(numbers) == sorted(set(numbers))
