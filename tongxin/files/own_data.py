"""What the file store keeps of one person, told to that person: the files that bear his name."""

from django.utils.translation import gettext as _

from tongxin.core.own_data import Section, moment_text
from tongxin.core.policy import Actor
from tongxin.files.models import StoredFile


def own_data(actor: Actor, full: bool) -> list[Section]:  # noqa: ARG001 - a list is all there is
    """Return the section of the person who acts. One query."""
    found = StoredFile.objects.filter(stored_by=actor.label).order_by("-pk")
    rows = [(row.name, row.kind, str(row.size), moment_text(row.stored_at)) for row in found]
    origin = _("Sent by you, cleaned of place and device, kept encrypted. Files of nameless matters bear no name.")
    columns = (_("File"), _("Sort"), _("Bytes"), _("Stored"))
    return [Section("files", _("Files that bear my name"), origin, columns, rows)]
