"""Files reach the browser: vendor files by name, our own without anything inline."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tongxin.core.ui.front_end import HashedStorage, PackageFinder

UI = Path(__file__).resolve().parents[1]
HTMX = "htmx.org/dist/htmx.min.js"
HERE = (settings.NODE_MODULES / HTMX).is_file()


@pytest.mark.skipif(not HERE, reason="node_modules is not installed")
def test_htmx_is_found_under_vendor():
    assert finders.find(f"vendor/{HTMX}") == str(settings.NODE_MODULES / HTMX)
    assert (HTMX, "vendor") in [(name, storage.prefix) for name, storage in PackageFinder().list(None)]


@pytest.mark.parametrize("path", [HTMX, "vendor/htmx.org/package.json", "vendor/../package.json"])
def test_nothing_else_of_the_packages_is_served(path):
    assert PackageFinder().find(path) == []


def test_a_missing_source_map_does_not_stop_the_build():
    assert "sourceMappingURL" not in str(HashedStorage.patterns)
    assert "url" in str(HashedStorage.patterns)


def test_before_files_are_collected_names_stay_plain(tmp_path):
    assert HashedStorage(location=tmp_path).stored_name("ui/icons.svg") == "ui/icons.svg"


def test_once_files_are_collected_an_unknown_one_is_an_error(tmp_path):
    storage = HashedStorage(location=tmp_path)
    storage.hashed_files = {"ui/base.css": "ui/base.0123.css"}
    assert storage.stored_name("ui/base.css") == "ui/base.0123.css"
    with pytest.raises(ValueError, match="none"):
        storage.stored_name("ui/none.css")


@pytest.mark.parametrize("file", sorted(UI.rglob("*.html")), ids=lambda file: file.name)
def test_no_template_has_an_inline_script_style_or_handler(file):
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|hx-on|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))
    assert len(text.splitlines()) <= 120


def test_only_the_tokens_name_colours():
    sheets = [file for file in UI.rglob("*.css") if file.name not in {"tokens.css", "print.css"}]
    assert len(sheets) == 4
    for sheet in sheets:
        assert not re.search(r"#[0-9a-f]{3,8}\b|rgb\(", sheet.read_text(encoding="utf-8"))
        assert len(sheet.read_text(encoding="utf-8").splitlines()) <= 400


def test_the_order_of_layers_is_said_first():
    text = re.sub(r"/\*.*?\*/", "", (UI / "static/ui/tokens.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert text.strip().startswith("@layer tokens, base, layout, parts, views, print;")
    base = (UI / "templates/ui/base.html").read_text(encoding="utf-8")
    assert re.search(r'rel="stylesheet" href="{% static "([^"]+)"', base)[1] == "ui/tokens.css"
