"""What the assembly notes in the journal."""

from django.utils.translation import gettext_lazy as _

from tongxin.journal.public import declare_look

BACKED_UP = declare_look("config.backed_up", _("made a backup"))
SELF_CHECK_READ = declare_look("config.self_check_read", _("opened the self-check"))
RESTORED = declare_look("config.restored", _("restored a backup"))
