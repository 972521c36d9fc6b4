"""All commands, and what becomes of an error: one sentence and an exit code.

0: done, even if rows of a file were refused. 2: the file cannot be read. 1: anything else. A traceback comes with
``--debug`` only. With ``--json`` the standard output is exactly one JSON value, also for an error.
"""

import traceback
from collections.abc import Sequence

import click
from django.core.management import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from tongxin.config.backup.errors import BadBackupError
from tongxin.config.cli.cases import cases
from tongxin.config.cli.checking import check
from tongxin.config.cli.exporting import export
from tongxin.config.cli.importing import import_
from tongxin.config.cli.installing import init, manage, static
from tongxin.config.cli.journal import journal
from tongxin.config.cli.keeping import backup, restore
from tongxin.config.cli.mail import mail
from tongxin.config.cli.modules import module
from tongxin.config.cli.output import fail
from tongxin.config.cli.serving import demo, serve, worker
from tongxin.config.cli.sso import sso
from tongxin.config.cli.users import user
from tongxin.core import db
from tongxin.core.errors import TongxinError
from tongxin.rulebook.public import BrokenPackError
from tongxin.sheets.public import UnreadableError

DEBUG_FLAG = "--debug"
FAILED, UNREADABLE, STOPPED = 1, 2, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tongxin", message="%(version)s")
def tongxin() -> None:
    """Tongxin 同心. All data lies in the folder TONGXIN_HOME (default: ./var).

    Add --json to a command for one JSON value, --debug for the traceback of an error.
    """


for command in (
    *(
        backup,
        cases,
        check,
        demo,
        export,
        import_,
        init,
        journal,
        mail,
        manage,
        module,
        restore,
        serve,
        sso,
        static,
        user,
    ),
    worker,
):
    tongxin.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Run a command. Returns the exit code."""
    given = [argument for argument in arguments if argument != DEBUG_FLAG]
    try:
        code = tongxin.main(given, prog_name="tongxin", standalone_mode=False)
    except (KeyboardInterrupt, click.Abort):
        return STOPPED
    except Exception as error:  # noqa: BLE001 - the outer edge: nobody is shown a traceback unasked
        if DEBUG_FLAG in arguments:
            traceback.print_exception(error)
        return fail(*explained(error, given))
    return code if isinstance(code, int) else 0


def explained(error: Exception, arguments: Sequence[str]) -> tuple[str, Sequence[str], int]:
    """Return an error as one sentence, with the arguments and the exit code."""
    match error:
        case UnreadableError() | BadBackupError():
            return str(error.message), arguments, UNREADABLE
        case TongxinError():
            sentence = str(error.message)
        case click.ClickException():
            sentence = error.format_message()
        case BrokenPackError() | CommandError():
            sentence = str(error)
        case DatabaseError() if db.is_held(error):
            sentence = _("Another program holds what this needs in the database. Nothing was changed; try again.")
        case DatabaseError():
            sentence = _("The database does not answer: %(why)s") % {"why": str(error).strip()}
        case OSError():
            sentence = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        case _:
            why = f"{type(error).__name__}: {error}"
            sentence = _("Something unexpected happened (%(why)s). Add --debug to see where.") % {"why": why}
    return sentence, arguments, FAILED
