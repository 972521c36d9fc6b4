"""Rights and looks of the front door. The rights are declared by organisation, beside the roles that hold them."""

from django.utils.translation import gettext_lazy as _

from tongxin.journal.public import declare_look

JOURNAL_VIEW = "journal.view"
SETTINGS = "system.settings"
JOURNAL_READ = declare_look("portal.journal_read", _("read the journal"))
