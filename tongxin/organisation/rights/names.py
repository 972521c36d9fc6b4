"""Names of the rights of the organisation and of the ground below it."""

from django.utils.translation import gettext_lazy as _

from tongxin.core.policy import Right, declare

UNIT_VIEW = "organisation.unit.view"
UNIT_EDIT = "organisation.unit.edit"
PEOPLE_VIEW = "organisation.people.view"
PEOPLE_EDIT = "organisation.people.edit"
SENSITIVE_VIEW = "organisation.sensitive.view"
IMPORT = "organisation.import"
EXPORT = "organisation.export"
GRANT_EDIT = "organisation.grant.edit"
ACCOUNT_MANAGE = "accounts.user.manage"
JOURNAL_VIEW = "journal.view"
CALENDAR_EDIT = "rulebook.calendar.edit"
SETTINGS = "system.settings"

RIGHTS = (
    Right(UNIT_VIEW, _("see the tree of units")),
    Right(UNIT_EDIT, _("found, rename, move and dissolve units"), _("Every change keeps its day.")),
    Right(PEOPLE_VIEW, _("see the people of a unit"), _("Names, posts and memberships; no identity number, no phone.")),
    Right(PEOPLE_EDIT, _("enter and change people, memberships and posts")),
    Right(SENSITIVE_VIEW, _("see identity numbers and phones"), _("Every look is noted; the person sees how many.")),
    Right(IMPORT, _("import units and rosters from a sheet")),
    Right(EXPORT, _("export units and rosters to a sheet")),
    Right(GRANT_EDIT, _("give and take back roles"), _("Only the security administrator; never for oneself.")),
    Right(ACCOUNT_MANAGE, _("open and lock accounts")),
    Right(JOURNAL_VIEW, _("read the journal")),
    Right(CALENDAR_EDIT, _("change the working calendar")),
    Right(SETTINGS, _("change the settings of the system")),
)


def declare_rights() -> None:
    """Declare them to the policy of the ground floor."""
    declare(*RIGHTS)
