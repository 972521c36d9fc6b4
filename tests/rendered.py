"""Every template is rendered by some test: a run of the whole suite fails with the names of those that were not.

Each process notes what Django's instrumented templates report; the one that ends last compares.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.test.signals import template_rendered

ROOT = Path(__file__).resolve().parents[1]
FOLDER = "TONGXIN_RENDERED"

_seen = set()
_never = pytest.StashKey[list]()


def _note(template, **_):
    if template.name:
        _seen.add(template.name.partition("#")[0])


def is_worker(config):
    """Return whether this process runs a share of the tests for another."""
    return hasattr(config, "workerinput")


def is_whole(config):
    """Return whether the run leaves nothing out."""
    option = config.option
    narrowed = option.keyword or option.markexpr or option.collectonly
    return not narrowed and config.args_source is config.ArgsSource.TESTPATHS


def pytest_configure(config):
    """Start to listen; the processes of one run share a folder."""
    if not is_worker(config):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="tongxin-rendered-")
    template_rendered.connect(_note, dispatch_uid="tests.rendered")


def pytest_sessionfinish(session):
    """Put down what was seen, and compare when every process has done so."""
    folder = Path(os.environ[FOLDER])
    (folder / str(os.getpid())).write_text("\n".join(_seen), encoding="utf-8")
    if is_worker(session.config):
        return
    seen = {name for file in folder.iterdir() for name in file.read_text(encoding="utf-8").splitlines()}
    shutil.rmtree(folder)
    never = sorted(templates() - seen) if is_whole(session.config) else []
    session.config.stash[_never] = never
    if never and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    """Name the templates that no test renders."""
    for name in config.stash.get(_never, []):
        terminalreporter.write_line(f"No test renders {name}.", red=True)


def templates():
    """Return the names of all templates of the product."""
    folders = (ROOT / "tongxin").rglob("templates")
    return {str(file.relative_to(folder)) for folder in folders for file in folder.rglob("*.html")}
