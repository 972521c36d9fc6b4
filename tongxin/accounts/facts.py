"""PUBLIC: what accounts record in the journal."""

from django.utils.translation import gettext_lazy as _

from tongxin.journal.facts import Fact, fact
from tongxin.journal.looks import declare_look

SIGNED_IN = declare_look("accounts.signed_in", _("signed in"))
SIGN_IN_FAILED = declare_look("accounts.sign_in_failed", _("could not sign in"))
SIGNED_OUT = declare_look("accounts.signed_out", _("signed out"))
TEXT_NOT_SENT = declare_look("accounts.text_not_sent", _("sign-in code by text message did not go out"))
EXTERNAL_REFUSED = declare_look("accounts.external_refused", _("sign-in by another system not accepted"))


@fact("accounts.account_opened", _("account opened"))
class AccountOpened(Fact):
    """Somebody was given an account. Erased with the person."""


@fact("accounts.password_set", _("password set"))
class PasswordSet(Fact):
    """A password was set by its owner or another; ``first`` if there was none yet. Erased with the person."""

    first: bool = False


@fact("accounts.sessions_ended", _("signed out by the server"))
class SessionsEnded(Fact):
    """All sessions of one account, or of everybody, were ended on the server; ``sessions`` says how many were open."""

    sessions: int = 0
    reason: str = ""


@fact("accounts.code_issued", _("sign-in code made"))
class CodeIssued(Fact):
    """Somebody was given a code to choose a password with; ``batch`` names the run of many. Erased with the person."""

    two_persons: bool = False
    batch: str = ""


@fact("accounts.code_texted", _("sign-in code sent by text message"))
class CodeTexted(Fact):
    """A code went to the mobile number of an account, because somebody asked for it. Erased with the person."""


@fact("accounts.code_confirmed", _("sign-in code confirmed"))
class CodeConfirmed(Fact):
    """A second person confirmed a code and saw its second half. Erased with the person."""


@fact("accounts.code_used", _("password chosen with a sign-in code"))
class CodeUsed(Fact):
    """Somebody chose a password with a code. Erased with the person."""


@fact("accounts.code_ended", _("sign-in code made invalid"))
class CodeEnded(Fact):
    """A code was made invalid before its day: by its owner, by the second person, or because it reached nobody.

    Erased with the person.
    """

    batch: str = ""


@fact("accounts.factor_added", _("second factor added"))
class FactorAdded(Fact):
    """Somebody added an authenticator app or a passkey to his account. Erased with the person."""

    sort: str = ""


@fact("accounts.factor_removed", _("second factor removed"))
class FactorRemoved(Fact):
    """A second factor was removed, by its owner or with a code that resets them. Erased with the person."""

    sort: str = ""


@fact("accounts.token_issued", _("API token issued"))
class TokenIssued(Fact):
    """A key for another system was made, for these uses. Erased with the person."""

    token_label: str = ""
    scopes: tuple[str, ...] = ()


@fact("accounts.token_revoked", _("API token taken back"))
class TokenRevoked(Fact):
    """A key was taken back, or ended with its account. Erased with the person."""

    token_label: str = ""


@fact("accounts.way_bound", _("way of signing in bound"))
class WayBound(Fact):
    """Somebody of another system opens this account from now on: by which way, and what proved it. Erased with him."""

    way: str = ""
    by: str = ""


@fact("accounts.way_unbound", _("way of signing in unbound"))
class WayUnbound(Fact):
    """Another system opens this account no longer: its owner or an administrator ended it. Erased with the person."""

    way: str = ""
    by: str = ""


@fact("accounts.notice_confirmed", _("privacy notice read"))
class NoticeConfirmed(Fact):
    """Somebody confirmed having read this version of the privacy notice. Erased with the person."""

    version: int = 0


@fact("accounts.account_reopened", _("account reopened"))
class AccountReopened(Fact):
    """A closed account may sign in again. Erased with the person."""
