"""Who may open a file of a case: whoever may read the line that it hangs on."""

from tongxin.casework.models import Message
from tongxin.casework.rights import can_read_words, can_see_message, is_raiser, visible_cases
from tongxin.core.policy import Actor
from tongxin.files.public import Opening, StoredFile


def may_open(actor: Actor, owner: str, _stored: StoredFile) -> Opening:
    """Return whether the actor may open a file, and whether that is noted: it is for everybody but the raiser."""
    kind, _, row = owner.partition(":")
    message = Message.objects.filter(pk=row).first() if kind == "casework.message" else None
    case_id = message.case_id if message is not None else int(row)
    case = visible_cases(actor).filter(pk=case_id).first()
    if case is None or not can_read_words(actor, case):
        return "no"
    if message is not None and not can_see_message(actor, case, message):
        return "no"
    return "open" if is_raiser(actor, case) else "open_and_note"
