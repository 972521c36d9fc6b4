"""Recipes name what exists; and with TONGXIN_HEAVY=1 each is followed word for word in a copy of the product."""

import ast
import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.recipe import commands_of, follow, steps_of
from tests.source import ROOT, tracked

FOLDER = ROOT / "docs" / "recipes"
RECIPES = sorted(file.name for file in FOLDER.glob("*.md") if file.name != "README.md")
LINKED = ("node_modules", ".venv")


def page_of(name):
    return (FOLDER / name).read_text(encoding="utf-8")


def test_every_recipe_is_in_the_list():
    listed = page_of("README.md")
    assert len(RECIPES) >= 4
    assert [name for name in RECIPES if f"]({name})" not in listed] == []


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_can_be_followed_here(name, tmp_path):
    steps = steps_of(page_of(name))
    assert page_of(name).count("\n```") == 2 * (len(steps) + page_of(name).count("\n```sh"))
    for step in steps:
        if step.line and not (tmp_path / step.path).exists():
            (tmp_path / step.path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / step.path, tmp_path / step.path)
        assert step.line or not (ROOT / step.path).exists()
        follow(step, tmp_path)


def _defines(words, name):
    return f"{name} = " in words or f"class {name}(" in words or f"def {name}(" in words


def missing_in(text, made):
    """Return what a file imports that is neither there nor made by the recipe; ``made`` is its text by module."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        if node.module in made and made[node.module] is None:
            continue
        names = [alias.name for alias in node.names if f"{node.module}.{alias.name}" not in made]
        words = made.get(node.module, "")
        module = importlib.import_module(node.module)
        yield from (name for name in names if not hasattr(module, name) and not _defines(words, name))


@pytest.mark.parametrize("name", RECIPES)
def test_what_a_recipe_imports_exists(name):
    steps = [step for step in steps_of(page_of(name)) if step.path.endswith(".py")]
    made = {}
    for step in steps:
        module = step.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        made[module] = (made.get(module) or "") + f" {step.text}" if step.line else None
    files = [step for step in steps if not step.line]
    assert [(step.path, missing) for step in files for missing in missing_in(step.text, made)] == []


@pytest.mark.heavy
@pytest.mark.skipif(not os.environ.get("TONGXIN_HEAVY"), reason="it follows a recipe in a copy; TONGXIN_HEAVY=1")
@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_followed_word_for_word_ends_well(name, tmp_path):
    copy = tmp_path / "copy"
    for file in tracked():
        place = copy / file.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, place)
    for link in LINKED:
        (copy / link).symlink_to(ROOT / link)
    (copy / "build").mkdir()
    subprocess.run(["git", "init", "-q"], cwd=copy, check=True)
    for step in steps_of(page_of(name)):
        follow(step, copy)
    named = {**os.environ, "PYTHONPATH": str(copy), "TONGXIN_HOME": str(tmp_path / "home"), "TONGXIN_HEAVY": ""}
    for command in commands_of(page_of(name)):
        words = [sys.executable if word == ".venv/bin/python" else word for word in command.split()]
        words = [sys.executable, "tools/check.py"] if words[0] == "make" else words
        done = subprocess.run(words, cwd=copy, env=named, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}{done.stderr[-2000:]}"
    assert Path(copy / "tongxin").is_dir()
