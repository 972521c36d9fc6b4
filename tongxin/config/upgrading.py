"""Bringing the tables to this version: each migration whole or not at all, whoever ends the process whenever.

Django writes down that a migration was made after its transaction wherever something was put off to its end (indexes,
foreign keys). Killed in between, the next run would make the same tables again, and fail.
"""

import time
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState
from django.utils.translation import gettext_lazy as _

from tongxin.core import db
from tongxin.core.errors import RuleBrokenError, TongxinError
from tongxin.core.policy import require

# Whoever waits for a table holds up everybody who comes after him: so he waits briefly, lets them pass, tries again.
LOCK_SECONDS, PAUSE_SECONDS, TRIES = 2.0, 1.0, 3
NEWER = _(
    "The database is of a newer version than this program. "
    "Install that version, or restore the backup that was made before the upgrade."
)


class DatabaseInUseError(TongxinError):
    """Somebody else holds a table that the upgrade must change."""

    status = 503
    code = "database_in_use"
    default = _(
        "Another program holds a table that the upgrade must change. Nothing is half done. "
        "Stop tongxin serve, tongxin worker and whatever else uses this database, then run tongxin init again: "
        "it goes on where it stopped."
    )


class WholeSteps(MigrationExecutor):
    """Makes each migration and the note that it was made in one transaction."""

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        """Make one migration, what it put off, and its note. Raises OperationalError and then changes nothing."""
        if fake or fake_initial or not migration.atomic:
            raise RuntimeError(f"{migration} would not be whole.")
        if self.progress_callback:
            self.progress_callback("apply_start", migration, fake)
        with self.connection.schema_editor(atomic=True) as editor:
            state = migration.apply(state, editor)
            put_off: list[Any] = list(editor.deferred_sql)
            editor.deferred_sql.clear()
            for statement in put_off:
                editor.execute(statement, None)
            self.record_migration(migration)  # type: ignore[call-arg, arg-type]
        if self.progress_callback:
            self.progress_callback("apply_success", migration, fake)
        return state


def is_migrated() -> bool:
    """Return whether the database has every table of this version."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def is_named() -> bool:
    """Return whether the models of this version stand in Django's lists, which is the upgrade's last step."""
    names = {(model._meta.app_label, model._meta.model_name) for model in apps.get_models()}
    return names <= set(ContentType.objects.values_list("app_label", "model"))


def require_not_newer() -> None:
    """Refuse a database that a newer version has begun to change. Raises RuleBrokenError."""
    loader = MigrationLoader(connection)
    known = set(loader.graph.nodes) | set(loader.replacements)
    ours = {node for node in loader.applied_migrations if node[0] in loader.migrated_apps}
    require(ours <= known, RuleBrokenError, NEWER)


def upgrade(wait: Callable[[float], None] = time.sleep) -> None:
    """Bring the tables to this version; what an earlier run finished stays. Raises DatabaseInUseError."""
    require_not_newer()
    with db.alone("upgrade"):
        for left in reversed(range(TRIES)):
            try:
                with db.lock_timeout(LOCK_SECONDS):
                    _steps()
            except OperationalError as error:
                if not db.is_held(error):
                    raise
                if not left:
                    raise DatabaseInUseError from error
                wait(PAUSE_SECONDS)
            else:
                return


def _steps() -> None:
    executor = WholeSteps(connection)
    executor.loader.check_consistent_history(connection)
    targets = executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(targets)
    said: dict[str, Any] = {"verbosity": 0, "interactive": False, "db": connection.alias, "plan": plan}
    if plan:
        state = executor._create_project_state(with_applied_migrations=True)  # type: ignore[attr-defined]
        emit_pre_migrate_signal(**said, apps=state.apps)
        executor.migrate(targets, plan=plan, state=state.clone())
    if plan or not is_named():
        with db.writing():
            emit_post_migrate_signal(**said)
