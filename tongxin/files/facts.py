"""PUBLIC: what files note in the journal. That a file was stored is part of the owner's own fact."""

from django.utils.translation import gettext_lazy as _

from tongxin.journal.public import declare_look

FILE_OPENED = declare_look("files.file_opened", _("opened a file"))
