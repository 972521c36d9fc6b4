"""Files that wait: sent by another system, not yet part of anything. They wait a day, and only for who sent them."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, TooManyError
from tongxin.core.policy import Actor, require
from tongxin.files.cleaning import MAX_FILES, MAX_TOGETHER, NUMBERS, CleanFile
from tongxin.files.models import StoredFile
from tongxin.files.owners import Opening
from tongxin.files.reads import open_file, open_thumb
from tongxin.files.rules.content import Content
from tongxin.files.rules.kinds import KINDS
from tongxin.files.writes import store_files

KIND = "files.draft"
WAITS = timedelta(days=1)
MOST_WAITING = 100


@act
def keep_draft(*, actor: Actor, upload: CleanFile) -> StoredFile:
    """Keep a cleaned file until its sender attaches it to something; after a day it is thrown away.

    Raises TooManyError when 100 files of the same sender wait already.
    """
    waiting = StoredFile.objects.filter(owner=_owner(actor)).count()
    require(waiting < MOST_WAITING, TooManyError, _("Too many of your files wait. Attach them, or go on tomorrow."))
    return store_files(actor=actor, uploads=[upload], owner=_owner(actor))[0]


def access_drafts(*, actor: Actor, keys: Sequence[str]) -> list[CleanFile]:
    """Return the waiting files of the actor, in the order asked for, as if they had just been sent.

    What attaches them stores copies under new keys; they wait on, so that the same request may come again. Raises
    BadInputError for a key that does not wait for the actor, for more than 9, and for more than 60 MB together.
    """
    require(len(keys) <= MAX_FILES, BadInputError, _("At most %(files)d files go together.") % NUMBERS, field="files")
    found = {one.key: one for one in StoredFile.objects.filter(owner=_owner(actor), key__in=keys)}
    is_known = set(keys) == found.keys() and len(keys) == len(found)
    require(is_known, BadInputError, _("One of these files does not wait here. Send it again."), field="files")
    is_little = sum(one.size for one in found.values()) <= MAX_TOGETHER
    sentence = _("The files are larger than %(together)d MB together. Send some of them later.") % NUMBERS
    require(is_little, BadInputError, sentence, field="files")
    return [_clean(found[key]) for key in keys]


def opening_of_draft(actor: Actor, owner: str, _stored: StoredFile) -> Opening:
    """Return whether the actor may open a waiting file: whoever sent it."""
    return "open" if actor.person_id and owner == _owner(actor) else "no"


def forget_drafts() -> int:
    """Throw away what has waited for a day; the bytes go with the next sweep. Returns how many."""
    old = StoredFile.objects.filter(owner__startswith=f"{KIND}:", stored_at__lt=clock.now() - WAITS)
    return old.delete()[0]


def _owner(actor: Actor) -> str:
    return f"{KIND}:{actor.label}"


def _clean(stored: StoredFile) -> CleanFile:
    kind = next(kind for kind in KINDS if kind.mime == stored.kind)
    thumb = open_thumb(stored) if stored.is_picture else b""
    return CleanFile(stored.name, Content(kind, open_file(stored), thumb, stored.width, stored.height))
