"""Commands about accounts: the first ones of an installation come from here."""

from datetime import date, datetime, timedelta
from pathlib import Path

import click
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tongxin.accounts.public import User, end_all_sign_ins, find_user, issue_token, set_password
from tongxin.config.cli.installing import ensure_installed
from tongxin.config.cli.output import Command, json_option, put, put_json, say
from tongxin.core import clock
from tongxin.core.policy import system_actor
from tongxin.core.scopes import declared_scopes
from tongxin.organisation.public import (
    CodeRun,
    Person,
    Unit,
    find_person,
    find_unit,
    give_account,
    grant_role,
    register_person,
    roots,
    write_slips,
)

CONSOLE = "console"
LINE = "administrative"
GRANTED_FOR = timedelta(days=365)
KEY_GOOD_FOR = timedelta(days=90)
TOLD_EVERY = 10_000


@click.group()
def user() -> None:
    """Give somebody an account, a password, a role, or a key to the API."""


def password_option(command: Command) -> Command:
    """Give a command a password, from a file or asked for; never from the arguments, which others can see."""
    file = click.option("--password-file", type=click.Path(path_type=Path), help="A file that holds the password.")
    return file(command)


def read_password(file: Path | None) -> str:
    """Return the password of the file, or ask for it twice."""
    if file is not None:
        return file.read_text(encoding="utf-8").strip()
    return str(click.prompt(pgettext("console", "Password"), hide_input=True, confirmation_prompt=True, err=True))


def person(number: str) -> Person:
    """Return somebody of the roster, or refuse."""
    found = find_person(number)
    if found is None:
        raise click.UsageError(
            _("There is nobody with the staff number %(number)s. Import people, or give --name.") % {"number": number}
        )
    return found


def unit_of(code: str) -> Unit:
    """Return the unit of a code, without one the top of the organisation, or refuse."""
    found = find_unit(LINE, code) if code else next(iter(roots(LINE)), None)
    if found is None:
        raise click.UsageError(_("There is no such unit. Import units first, or give the --unit of one that is there."))
    return found


def account(name: str) -> User:
    """Return the active account that signs in under a staff number or phone, or refuse."""
    found = find_user(name)
    if found is None:
        raise click.UsageError(_("Nobody signs in as %(name)s. Open an account: tongxin user add.") % {"name": name})
    return found


@user.command()
@click.argument("number")
@click.option("--name", default="", help="Of somebody who is not in the roster yet.")
@click.option("--unit", default="", metavar="CODE", help="Where that person works; without it, the top.")
@password_option
def add(number: str, name: str, unit: str, password_file: Path | None) -> None:
    """Open the account of a person, by staff number."""
    ensure_installed()
    actor = system_actor(CONSOLE)
    secret = read_password(password_file)
    if name and find_person(number) is None:
        register_person(actor=actor, name=name, staff_no=number, home=unit_of(unit))
    give_account(actor=actor, person=person(number), password=secret)
    put(_("%(number)s can sign in.") % {"number": number})


@user.command()
@click.argument("name")
@password_option
def password(name: str, password_file: Path | None) -> None:
    """Set the password of an account, named by staff number or phone."""
    ensure_installed()
    found = account(name)
    set_password(actor=system_actor(CONSOLE), user=found, password=read_password(password_file), must_change=True)
    put(_("The password is set. It must be changed at the next sign-in."))


@user.command("sign-out")
@click.argument("name", default="")
@click.option("--everybody", is_flag=True, help="End the sessions of all people.")
@click.option("--reason", required=True, help="Why; it stands in the journal.")
def sign_out(name: str, everybody: bool, reason: str) -> None:
    """End all sessions of an account, or of everybody: a lost phone, a key that may have leaked."""
    if bool(name) == everybody:
        raise click.UsageError(_("Name one account, or say --everybody."))
    ensure_installed()
    found = account(name) if name else None
    count = end_all_sign_ins(actor=system_actor(CONSOLE), user=found, reason=reason)
    put(_("%(count)s sessions were ended.") % {"count": count})


@user.command()
@click.argument("number")
@click.argument("role")
@click.option("--unit", default="", metavar="CODE", help="Over which unit and all below it.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day; without it, a year from today.")
@click.option("--reason", required=True, help="Why; it stands beside the role.")
def grant(number: str, role: str, unit: str, until: datetime | None, reason: str) -> None:
    """Give somebody a role beside his posts: so the first administrators come to be."""
    ensure_installed()
    last_on: date = until.date() if until else clock.today() + GRANTED_FOR
    grant_role(
        actor=system_actor(CONSOLE),
        person=person(number),
        role=role,
        unit=unit_of(unit) if unit else None,
        reason=reason,
        last_on=last_on,
    )
    put(_("%(number)s holds %(role)s until %(day)s.") % {"number": number, "role": role, "day": last_on})


@user.command()
@click.argument("name")
@click.option("--label", required=True, help="Which system the key is for.")
@click.option("--scope", "scopes", multiple=True, required=True, help="What it may be used for; may be repeated.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day; without it, 90 days from today.")
@click.option("--read-only", is_flag=True, help="Refuse everything that changes something.")
@json_option
def token(
    name: str, label: str, scopes: tuple[str, ...], until: datetime | None, read_only: bool, as_json: bool
) -> None:
    """Make a key for another system and print it alone. It is shown this once."""
    ensure_installed()
    _require_known(scopes)
    text = issue_token(
        actor=system_actor(CONSOLE),
        user=account(name),
        label=label,
        scopes=scopes,
        last_on=until.date() if until else clock.today() + KEY_GOOD_FOR,
        read_only=read_only,
    )
    if as_json:
        put_json({"token": text})
    else:
        put(text)


def _require_known(scopes: tuple[str, ...]) -> None:
    known = sorted(declared_scopes())
    if not set(scopes) <= set(known):
        raise click.UsageError(_("A scope is one of: %(known)s") % {"known": ", ".join(known)})


@user.command()
@click.option("--unit", default="", metavar="CODE", help="The unit, with all below it; without it, the top.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The .xlsx file to be made; must be new.")
@click.option("--days", type=click.Choice(["7", "14", "30"]), default="14", help="For how long the codes count.")
@click.option("--reason", required=True, help="Why; it stands beside each code.")
@click.option("--again", is_flag=True, help="Also for those who hold a code that was not used; theirs end.")
@json_option
def codes(unit: str, out: Path, days: str, reason: str, again: bool, as_json: bool) -> None:
    """Write slips with sign-in codes for everybody who has no password yet. What was broken off goes on."""
    if not out.absolute().parent.is_dir():
        raise click.UsageError(_("There is no folder %(folder)s. Make it first.") % {"folder": out.parent})
    if out.exists():
        raise click.UsageError(_("%(file)s is there already. Name a new file.") % {"file": out})
    ensure_installed()
    told = {"last": 0}

    def tell(run: CodeRun) -> None:
        if run.made - told["last"] >= TOLD_EVERY:
            told["last"] = run.made
            say(_("%(made)s of %(total)s codes are made.") % {"made": run.made, "total": run.total})

    written = write_slips(unit=unit_of(unit), path=out, days=int(days), reason=reason, again=again, tell=tell)
    if as_json:
        put_json({"file": str(out), "slips": written.slips, "left_out": written.left_out})
        return
    put(_("%(count)s slips are in %(file)s. Print it, hand the slips out, and delete the file.") % {
        "count": written.slips, "file": out,
    })  # fmt: skip
    for number in written.left_out:
        put(_("%(number)s is left out: two people must vouch.") % {"number": number})
