"""PUBLIC: what accounts record in the journal."""

from django.utils.translation import gettext_lazy as _

from tongxin.journal.facts import Fact, fact
from tongxin.journal.looks import declare_look

SIGNED_IN = declare_look("accounts.signed_in", _("signed in"))
SIGN_IN_FAILED = declare_look("accounts.sign_in_failed", _("could not sign in"))
SIGNED_OUT = declare_look("accounts.signed_out", _("signed out"))


@fact("accounts.account_opened", _("account opened"))
class AccountOpened(Fact):
    """Somebody was given an account. Erased with the person."""


@fact("accounts.password_set", _("password set"))
class PasswordSet(Fact):
    """A password was set by its owner or by an administrator. Erased with the person."""


@fact("accounts.token_issued", _("API token issued"))
class TokenIssued(Fact):
    """A key to the API was issued. Erased with the person."""

    token_label: str = ""
