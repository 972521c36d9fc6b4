"""Names of the rights of the organisation and of the ground below it."""

from django.utils.translation import gettext_lazy as _

from tongxin.core.policy import Right, declare
from tongxin.core.scopes import Scope, declare_scope

UNIT_VIEW = "organisation.unit.view"
UNIT_EDIT = "organisation.unit.edit"
PEOPLE_VIEW = "organisation.people.view"
PEOPLE_EDIT = "organisation.people.edit"
SENSITIVE_VIEW = "organisation.sensitive.view"
IMPORT = "organisation.import"
EXPORT = "organisation.export"
GRANT_EDIT = "organisation.grant.edit"
ACCOUNT_MANAGE = "accounts.user.manage"
KEY_ISSUE = "accounts.token.issue"
KEY_MANAGE = "accounts.token.manage"
FACTS_READ = "journal.facts"
JOURNAL_VIEW = "journal.view"
CALENDAR_EDIT = "rulebook.calendar.edit"
SETTINGS = "system.settings"

RIGHTS = (
    Right(UNIT_VIEW, _("see the tree of units")),
    Right(UNIT_EDIT, _("found, rename, move and dissolve units"), _("Every change keeps its day."), guarded=True),
    Right(PEOPLE_VIEW, _("see the people of a unit"), _("Names, posts and memberships; no identity number, no phone.")),
    Right(PEOPLE_EDIT, _("enter and change people, memberships and posts"), guarded=True),
    Right(
        SENSITIVE_VIEW,
        _("see identity numbers and phones"),
        _("Every look is noted; the person sees how many."),
        guarded=True,
    ),
    Right(IMPORT, _("import units and rosters from a sheet"), guarded=True),
    Right(EXPORT, _("export units and rosters to a sheet"), guarded=True),
    Right(
        GRANT_EDIT,
        _("give and take back roles"),
        _("Only the security administrator; never for oneself."),
        guarded=True,
        administers=True,
    ),
    Right(ACCOUNT_MANAGE, _("open and lock accounts"), guarded=True, administers=True),
    Right(KEY_ISSUE, _("make keys for other systems"), _("A key acts in the name of its owner, never beyond.")),
    Right(KEY_MANAGE, _("see and take back everybody's keys for other systems"), guarded=True, administers=True),
    Right(FACTS_READ, _("take facts for a data warehouse"), _("What was done where and when; never by whom.")),
    Right(JOURNAL_VIEW, _("read the journal"), guarded=True, administers=True),
    Right(CALENDAR_EDIT, _("change the working calendar")),
    Right(SETTINGS, _("change the settings of the system"), guarded=True, administers=True),
)


SCOPES = (
    Scope("units:read", _("read units")),
    Scope("people:read", _("read people: name, number, unit, posts, memberships")),
    Scope("scim", _("bring people and groups in and up to date (SCIM)"), writes=True),
)


def declare_rights() -> None:
    """Declare them to the policy of the ground floor, with the scopes of the routes."""
    declare(*RIGHTS)
    declare_scope(*SCOPES)
