"""What notices of casework say: a number, a category, a clock. Never a name, never a word of what was written."""

from django.utils.translation import gettext_lazy as _

from tongxin.inbox.public import NoticeKind, register_kind

_SAYS_CLOCK = _("%(category_name)s, clock: %(clock_name)s")

KINDS = [
    NoticeKind("casework.new", _("New: case %(number)s"), _("Waiting to be accepted"), "message"),
    NoticeKind("casework.accepted", _("Case %(number)s was accepted"), _("Somebody has it in hand now"), "check"),
    NoticeKind(
        "casework.handed_on", _("Case %(number)s was handed on"), _("Another unit is responsible"), "arrows-exchange"
    ),
    NoticeKind("casework.replied", _("A reply in case %(number)s"), _("The handler wrote to you"), "message"),
    NoticeKind("casework.said", _("The raiser wrote in case %(number)s"), "", "message"),
    NoticeKind(
        "casework.stop", _("The clock of case %(number)s stands still"), _("See what is waited for"), "player-pause"
    ),
    NoticeKind("casework.restart", _("The clock of case %(number)s runs again"), "", "clock"),
    NoticeKind("casework.extend", _("Case %(number)s takes longer"), _("See why, and until when"), "clock"),
    NoticeKind(
        "casework.answered", _("Case %(number)s was answered"), _("Is it solved? Your word decides"), "circle-check"
    ),
    NoticeKind("casework.again", _("Case %(number)s starts again"), _("The raiser says it is not solved"), "refresh"),
    NoticeKind("casework.near", _("Case %(number)s falls due soon"), _SAYS_CLOCK, "clock", urgent=True),
    NoticeKind("casework.late", _("Case %(number)s is overdue"), _SAYS_CLOCK, "alert-triangle", urgent=True),
]


def register() -> None:
    """Register all kinds."""
    for kind in KINDS:
        register_kind(kind)
