"""Facts and looks: each says in a sentence what it means, belongs to the app that declares it, and has words."""

import importlib
import pkgutil

import pytest

import tongxin
from tongxin.journal.public import kinds, looks

OWNERS = [name for _finder, name, is_package in pkgutil.iter_modules(tongxin.__path__) if is_package]


def declared_facts():
    for name in OWNERS:
        if importlib.util.find_spec(f"tongxin.{name}.facts"):
            importlib.import_module(f"tongxin.{name}.facts")
    return kinds()


@pytest.mark.parametrize("kind", sorted(declared_facts()))
def test_a_fact_is_named_after_its_app_and_explained(kind):
    made = declared_facts()[kind]
    app, _dot, name = kind.partition(".")
    assert made.__module__ == f"tongxin.{app}.facts"
    assert name.islower()
    assert not (made.__doc__ or "").startswith(f"{made.__name__}("), "a dataclass without words of its own"
    assert str(made.label)


@pytest.mark.parametrize("kind", sorted(looks()))
def test_a_look_is_named_after_its_app_and_has_words(kind):
    assert kind.partition(".")[0] in OWNERS
    assert str(looks()[kind])


def test_apps_record_facts():
    assert len(declared_facts()) > 5
