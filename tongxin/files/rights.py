"""Who may open a file: whoever the app that owns it lets."""

from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import NotFoundError
from tongxin.core.policy import Actor, require
from tongxin.core.scopes import Scope, declare_scope
from tongxin.files.facts import FILE_OPENED
from tongxin.files.models import StoredFile
from tongxin.files.owners import opening_of
from tongxin.journal.public import note

READ, WRITE = "files:read", "files:write"

declare_scope(
    Scope(READ, _("read files that hang on what it may read")),
    Scope(WRITE, _("send files, to attach them")),
)


def access_file(*, actor: Actor, key: str) -> StoredFile:
    """Return a file that the actor may open.

    Notes FILE_OPENED where the owner calls it sensitive. Raises NotFoundError, the same for missing and not allowed.
    """
    stored = StoredFile.objects.filter(key=key).first()
    if stored is None:
        raise NotFoundError
    opening = opening_of(actor, stored)
    require(opening != "no", NotFoundError)
    if opening == "open_and_note":
        note(FILE_OPENED, actor=actor, object=stored.owner, file=stored.key)
    return stored
