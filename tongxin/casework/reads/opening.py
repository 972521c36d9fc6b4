"""Who may open a file of a case: whoever may read the line that it hangs on."""

from django.db.models import Q

from tongxin.casework.rights import can_read_words, can_see_message, is_raiser, visible_cases
from tongxin.core.policy import Actor
from tongxin.files.public import Opening, StoredFile


def may_open(actor: Actor, owner: str, _stored: StoredFile) -> Opening:
    """Return whether the actor may open a file, and whether that is noted: it is for everybody but the raiser."""
    kind, _, row = owner.partition(":")
    in_talk = kind == "casework.message"
    case = visible_cases(actor).filter(Q(messages=row) if in_talk else Q(pk=row)).first()
    if case is None or not can_read_words(actor, case):
        return "no"
    if in_talk and not can_see_message(actor, case, case.messages.get(pk=row)):
        return "no"
    return "open" if is_raiser(actor, case) else "open_and_note"
