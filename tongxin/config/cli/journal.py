"""Commands about the journal."""

import click
from django.utils.translation import gettext as _

from tongxin.config.cli.installing import ensure_installed
from tongxin.config.cli.output import json_option, put, put_json
from tongxin.journal.public import followers, rebuild, set_checkpoint, verify


@click.group()
def journal() -> None:
    """Verify the journal, rebuild what is made from it, set a checkpoint."""


@journal.command("verify")
@json_option
def verify_command(as_json: bool) -> int:
    """Read the whole journal and name everything that was changed, deleted, inserted, swapped or cut off."""
    ensure_installed()
    report = verify()
    if as_json:
        findings = [{"number": finding.number, "what": finding.what} for finding in report.findings]
        put_json({"intact": report.intact, "entries": report.entries, "findings": findings})
    elif report.intact:
        put(_("The journal is intact: %(entries)s entries.") % {"entries": report.entries})
    else:
        put("\n".join(f"{finding.number}: {finding.what}" for finding in report.findings))
    return 0 if report.intact else 1


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
@json_option
def checkpoint(as_json: bool) -> None:
    """Write the present end of the journal to the file of checkpoints, outside the database."""
    ensure_installed()
    number = set_checkpoint()
    if as_json:
        put_json({"number": number})
    else:
        put(_("The checkpoint is at entry %(number)s.") % {"number": number})
