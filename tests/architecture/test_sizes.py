"""A file fits in one's head. The list of exceptions may only get shorter."""

import ast

import pytest

from tests.source import ROOT, modules, named, parsed, templates, tracked

LIMITS = {".py": 300, ".html": 120, ".css": 400}
FUNCTION_LIMIT = 40
EXCEPTIONS = {}  # file: lines it may have

OURS = ("tongxin/", "tests/", "tools/", "benchmarks/", "conftest.py")


def is_ours(file):
    return named(file).startswith(OURS) and "migrations" not in file.parts


def sized_files():
    return [file for file in tracked() if file.suffix in LIMITS and is_ours(file)]


def lines_of(file):
    return len(file.read_text(encoding="utf-8").splitlines())


def length_of(function):
    """Return the lines of a function without its docstring: nobody shall explain less to write more."""
    first = function.body[0]
    explained = ast.get_docstring(function, clean=False) is not None
    return function.end_lineno - function.lineno + 1 - explained * (first.end_lineno - first.lineno + 1)


def test_no_file_is_longer_than_its_kind_may_be():
    too_long = {
        named(file): lines_of(file)
        for file in sized_files()
        if lines_of(file) > EXCEPTIONS.get(named(file), LIMITS[file.suffix])
    }
    assert too_long == {}


def test_an_exception_that_is_no_longer_needed_is_struck_from_the_list():
    needed = {name for name in EXCEPTIONS if lines_of(ROOT / name) > LIMITS[(ROOT / name).suffix]}
    assert needed == set(EXCEPTIONS)


def test_no_function_is_longer_than_forty_lines():
    functions = (
        (f"{named(file)}:{node.lineno} {node.name}", length_of(node))
        for file in modules(tests=True)
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert [each for each in functions if each[1] > FUNCTION_LIMIT] == []


@pytest.mark.parametrize("found", [modules(), templates(), sized_files()], ids=["modules", "templates", "sized"])
def test_the_search_for_files_finds_some(found):
    assert len(found) > 20
