"""Commands about accounts: the first one of an installation comes from here."""

from pathlib import Path

import click
from django.utils.translation import gettext as _

from tongxin.accounts.public import User, find_user, issue_token, set_password
from tongxin.config.cli.installing import ensure_installed
from tongxin.config.cli.output import Command, json_option, put, put_json
from tongxin.core.policy import system_actor
from tongxin.organisation.public import find_person, give_account

CONSOLE = "console"


@click.group()
def user() -> None:
    """Give somebody an account, a password, or a key to the API."""


def password_options(command: Command) -> Command:
    """Give a command a password, from a file or asked for; never from the arguments, which others can see."""
    file = click.option("--password-file", type=click.Path(path_type=Path), help="A file that holds the password.")
    return file(command)


def read_password(file: Path | None) -> str:
    """Return the password of the file, or ask for it twice."""
    if file is not None:
        return file.read_text(encoding="utf-8").strip()
    return str(click.prompt(_("Password"), hide_input=True, confirmation_prompt=True, err=True))


def account(name: str) -> User:
    """Return the active account that signs in under a staff number or phone, or refuse."""
    found = find_user(name)
    if found is None:
        raise click.UsageError(_("Nobody signs in as %(name)s. Open an account: tongxin user add.") % {"name": name})
    return found


@user.command()
@click.argument("number")
@password_options
def add(number: str, password_file: Path | None) -> None:
    """Open the account of a person of the roster, by staff number."""
    ensure_installed()
    person = find_person(number)
    if person is None:
        raise click.UsageError(
            _("There is nobody with the staff number %(number)s. Import people first.") % {"number": number}
        )
    give_account(actor=system_actor(CONSOLE), person=person, password=read_password(password_file))
    put(_("%(number)s can sign in.") % {"number": number})


@user.command()
@click.argument("name")
@password_options
def password(name: str, password_file: Path | None) -> None:
    """Set the password of an account, named by staff number or phone."""
    ensure_installed()
    found = account(name)
    set_password(actor=system_actor(CONSOLE), user=found, password=read_password(password_file))
    put(_("The password is set."))


@user.command()
@click.argument("name")
@click.option("--label", default="", help="What the key is for.")
@json_option
def token(name: str, label: str, as_json: bool) -> None:
    """Issue a key to the API and print it alone. It is shown this once."""
    ensure_installed()
    text = issue_token(actor=system_actor(CONSOLE), user=account(name), label=label)
    if as_json:
        put_json({"token": text})
    else:
        put(text)
