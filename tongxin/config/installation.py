"""An installation: its data folder, its tables, its rules. Making it again changes nothing."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.utils import translation

from tongxin.config.upgrading import is_migrated, is_named, upgrade
from tongxin.core import db
from tongxin.core.acts import working
from tongxin.core.policy import system_actor
from tongxin.journal.public import set_checkpoint
from tongxin.organisation.public import load_unit_types
from tongxin.rulebook.public import adopt_pack, is_adopted


@dataclass(frozen=True)
class Installation:
    """What an installation consists of; ``created`` says whether it had no tables before."""

    home: str
    database: str
    created: bool
    pack: str


def is_prepared() -> bool:
    """Return whether there is nothing for ``prepare`` to do."""
    return is_migrated() and is_named() and is_adopted()


def prepare() -> Installation:
    """Make tables, adopt the installed rule pack and its types of units, and set the first checkpoint of the journal.

    Two processes that prepare at the same time take turns. Raises BrokenPackError, and then no rule has changed;
    DatabaseInUseError and RuleBrokenError, and then a next run goes on where this one stopped.
    """
    settings.HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _one_at_a_time(), translation.override(settings.LANGUAGE_CODE):
        created = not connection.introspection.table_names()
        upgrade()
        actor = system_actor("init")
        with working():
            pack = adopt_pack(actor=actor)
            load_unit_types(actor=actor)
        set_checkpoint()
    return Installation(str(settings.HOME), db.mode(), created, pack.version)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (settings.HOME / "init.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
