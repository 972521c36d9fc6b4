"""PUBLIC: what files note in the journal. That a file was stored is part of the owner's own fact."""

from django.utils.translation import gettext_lazy as _

from tongxin.journal.public import declare_look

# Tells the sort of mark and where it stood: neither who sent it, nor its name, nor a word of it (docs/decisions/0023).
MARK_REFUSED = declare_look("files.mark_refused", _("a file or text with a mark of secrecy was refused"))
FILE_OPENED = declare_look("files.file_opened", _("opened a file"))
