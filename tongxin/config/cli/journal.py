"""Commands about the journal."""

from pathlib import Path

import click
from django.utils.translation import gettext as _

from tongxin.config.cli.installing import ensure_installed
from tongxin.config.cli.output import json_option, put, put_json, put_table
from tongxin.journal.public import (
    Checkpoint,
    NoKeyError,
    checkpoints_in,
    followers,
    kept_text,
    present_checkpoint,
    public_key,
    push_checkpoint,
    rebuild,
    set_checkpoint,
    signed,
    verify,
    verify_against,
)
from tongxin.retention.public import erase_due, term_lines


@click.group()
def journal() -> None:
    """Verify the journal, rebuild what is made from it, set a checkpoint."""


@journal.command("verify")
@click.option(
    "--checkpoints",
    type=click.Path(path_type=Path, exists=True),
    help="A file of signed checkpoints kept elsewhere, a mail with one (.eml), or a folder of such mails.",
)
@click.option("--key", default="", help="The public key they were signed with; without it that of this installation.")
@json_option
def verify_command(checkpoints: Path | None, key: str, as_json: bool) -> int:
    """Read the whole journal and name everything that was changed, deleted, inserted, swapped or cut off.

    With --checkpoints it is compared with these alone: also what somebody with all keys of this machine did is found.
    """
    ensure_installed()
    report = verify() if checkpoints is None else verify_against(_kept(checkpoints, key or public_key()))
    if as_json:
        findings = [{"number": finding.number, "what": finding.what} for finding in report.findings]
        put_json({"intact": report.intact, "entries": report.entries, "findings": findings})
    elif report.intact:
        put(_("The journal is intact: %(entries)s entries.") % {"entries": report.entries})
    else:
        put("\n".join(f"{finding.number}: {finding.what}" for finding in report.findings))
    return 0 if report.intact else 1


def _kept(file: Path, key: str) -> list[Checkpoint | None]:
    try:
        found = list(checkpoints_in(kept_text(file), key))
    except NoKeyError as error:
        raise click.BadParameter(
            _("This is not the public key of a journal. Take it as journal key prints it.")
        ) from error
    if not found:
        raise click.BadParameter(_("There is no checkpoint in %(file)s.") % {"file": file})
    return found


@journal.command("retain")
@click.option("--for-real", is_flag=True, help="Erase. Without it only say what is past its term.")
@click.option("--batch", type=click.IntRange(1, 10_000), default=1000, help="How many contents an act erases.")
@json_option
def retain_command(for_real: bool, batch: int, as_json: bool) -> None:
    """Say what is past its term; with --for-real erase it, in batches: a run cut short goes on next time."""
    ensure_installed()
    lines = term_lines()
    erased = erase_due(batch) if for_real else {}
    if as_json:
        told = [
            {"what": one.term.what, "months": one.term.rule.value, "due": one.due, "soon": one.soon} for one in lines
        ]
        put_json({"terms": told, "erased": erased})
        return
    put_table(
        [
            (
                one.term.name,
                _("%(due)s past their term, kept %(time)s") % {"due": one.due, "time": one.kept},
            )
            for one in lines
        ]
    )
    count = sum(erased.values())
    put(
        _("%(count)s contents were erased. The journal names them in tombstones.") % {"count": count}
        if for_real
        else _("Nothing was erased: this was a dry run. To erase, add --for-real.")
    )


@journal.command("key")
def key_command() -> None:
    """Print the public key of this installation's checkpoints: give it to the auditor before it is needed."""
    ensure_installed()
    put(public_key())


@journal.command("rebuild")
@click.argument("name")
def rebuild_command(name: str) -> None:
    """Make one projection again from the whole journal."""
    ensure_installed()
    projections = sorted(known for known, follower in followers().items() if follower.reset)
    if name not in projections:
        names = ", ".join(projections) or "–"
        raise click.BadParameter(
            _("There is no projection %(name)s. There are: %(names)s.") % {"name": name, "names": names}
        )
    put(_("%(count)s entries were read again.") % {"count": rebuild(name)})


@journal.command()
@click.option("--signed", "as_note", is_flag=True, help="Print the present end, signed, to be kept by somebody else.")
@json_option
def checkpoint(as_note: bool, as_json: bool) -> None:
    """Write the present end of the journal to the file of checkpoints, and to the second place where one is set."""
    ensure_installed()
    number = set_checkpoint()
    push_checkpoint()
    present = present_checkpoint()
    if as_note and present is not None:
        put(signed(present).rstrip("\n"))
        return
    if as_json:
        put_json({"number": number})
    else:
        put(_("The checkpoint is at entry %(number)s.") % {"number": number})
