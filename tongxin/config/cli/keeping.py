"""Commands that keep an installation: backup and restore."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from time import monotonic

import click
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tongxin.config.backup.checking import check_backup
from tongxin.config.backup.making import Backup, make_backup
from tongxin.config.backup.manifest import Manifest
from tongxin.config.backup.restoring import Restored, restore_backup
from tongxin.config.cli.output import Command, json_option, put, put_json, put_table, say
from tongxin.core.keys import key_file

MEGABYTE = 1_000_000


def passphrase_option(command: Command) -> Command:
    """Give a command a passphrase, from a file or asked for; never from the arguments, which others can see."""
    file = click.option("--passphrase-file", type=click.Path(path_type=Path), help="A file that holds the passphrase.")
    return file(command)


def asking(file: Path | None, *, twice: bool) -> Callable[[], str]:
    """Return what reads the passphrase from the file, or asks for it."""

    def ask() -> str:
        if file is not None:
            return file.read_text(encoding="utf-8").strip()
        return str(click.prompt(_("Passphrase"), hide_input=True, confirmation_prompt=twice, err=True))

    return ask


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--with-keys", is_flag=True, help="Put the keys in, sealed by a passphrase.")
@passphrase_option
@click.option("--verify", is_flag=True, help="Make none: check every hash of the backup FILE.")
@json_option
def backup(file: Path, with_keys: bool, passphrase_file: Path | None, verify: bool, as_json: bool) -> None:
    """Write all data of the running installation into FILE, or into a new file of the folder FILE."""
    began = monotonic()
    if verify:
        show_manifest(check_backup(file), monotonic() - began, as_json)
        return
    made = make_backup(file, passphrase=asking(passphrase_file, twice=True)() if with_keys else "")
    if as_json:
        put_json(asdict(made) | {"keys": str(key_file(settings.HOME) or "TONGXIN_KEY")})
        return
    show_backup(made, monotonic() - began)


def show_backup(made: Backup, seconds: float) -> None:
    """Print what the backup holds, and where the keys lie that are not in it."""
    put_table(
        [
            (pgettext("console", "File"), made.file),
            (pgettext("console", "Megabytes"), round(made.size / MEGABYTE, 1)),
            (pgettext("console", "Tables"), made.tables),
            (pgettext("console", "Rows"), made.rows),
            (pgettext("console", "Files"), made.files),
            (pgettext("console", "Left out"), ", ".join(made.left_out)),
            (pgettext("console", "Seconds"), round(seconds, 1)),
        ]
    )
    if made.with_keys:
        put(_("The keys are in it, sealed by the passphrase. Without the passphrase nobody can read sealed texts."))
    else:
        put(
            _(
                "The keys are not in it. They lie in %(file)s; without them nobody can read sealed texts and "
                "attachments. Keep a copy of them elsewhere, or use --with-keys."
            )
            % {"file": key_file(settings.HOME) or "TONGXIN_KEY"}
        )


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@passphrase_option
@click.option("--without-keys", is_flag=True, help="The keys are lost: restore what can be read without them.")
@json_option
def restore(file: Path, passphrase_file: Path | None, without_keys: bool, as_json: bool) -> int:
    """Make an empty installation the one that was backed up into FILE."""
    began = monotonic()
    done = restore_backup(file, passphrase=asking(passphrase_file, twice=False), without_keys=without_keys)
    show_manifest(done.manifest, monotonic() - began, as_json, done)
    if done.journal is None:
        say(_("The keys are not here, so the journal was not verified, and sealed texts and attachments stay closed."))
        return 0
    return 0 if done.journal.intact else 1


def show_manifest(manifest: Manifest, seconds: float, as_json: bool, done: Restored | None = None) -> None:
    """Print each table with its rows and its hash, and what became of the journal."""
    report = done.journal if done else None
    if as_json:
        found = asdict(manifest) | {"rows": manifest.rows, "files": len(manifest.files), "seconds": round(seconds, 1)}
        journal = {"intact": report.intact, "entries": report.entries} if report else None
        put_json(found | ({"journal": journal, "migrated": done.migrated} if done else {}))
        return
    head = (pgettext("console", "Table"), pgettext("console", "Rows"), pgettext("console", "Hash"))
    put_table([head, *((entry.table, entry.rows, f"{entry.sha256[:16]}…") for entry in manifest.tables)])
    put(
        _("%(tables)d tables, %(rows)d rows and %(files)d files have the hashes of the backup (%(seconds).1f s).")
        % {"tables": len(manifest.tables), "rows": manifest.rows, "files": len(manifest.files), "seconds": seconds}
    )
    if done and done.migrated:
        put(
            _("The backup was of version %(version)s; its tables were brought to this one.")
            % {"version": manifest.product_version}
        )
    if report and report.intact:
        put(_("The journal is intact: %(entries)s entries.") % {"entries": report.entries})
    elif report:
        put("\n".join(f"{finding.number}: {finding.what}" for finding in report.findings))
