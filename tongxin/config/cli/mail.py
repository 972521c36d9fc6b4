"""Commands about the way out by e-mail."""

import click
from django.utils.translation import gettext as _

from tongxin.config.cli.output import put
from tongxin.inbox.public import send_test_mail


@click.group()
def mail() -> None:
    """Try the way out by e-mail."""


@mail.command()
@click.argument("address")
def test(address: str) -> None:
    """Send a test to an address, or say in a sentence what is wrong."""
    place = send_test_mail(address)
    put(
        _("%(place)s has taken the test. Now look into the mailbox of %(address)s.")
        % {"place": place, "address": address}
    )
