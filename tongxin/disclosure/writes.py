"""Asking for a correction of one's own data, and answering."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, RuleBrokenError, TooManyError
from tongxin.core.policy import Actor, require
from tongxin.disclosure.facts import CorrectionAnswered, CorrectionAsked
from tongxin.disclosure.models import CORRECTED, KEPT, Correction
from tongxin.disclosure.rights import access_correction, can_answer, own_corrections, require_person
from tongxin.files.public import refuse_marked
from tongxin.inbox.public import NoticeKind, notify
from tongxin.journal.public import record

LONGEST, OPEN_AT_ONCE = 1000, 5
ANSWERED_NOTICE = NoticeKind(
    "disclosure.answered",
    gettext_lazy("Your request for a correction was answered"),
    gettext_lazy("The answer stands on the page of your data"),
    "pencil",
)


@act
def ask_correction(*, actor: Actor, words: str) -> Correction:
    """Everybody may say that something kept of him is wrong; those who may change it find it among their to-dos.

    Records CorrectionAsked. Raises BadInput, TooMany with five unanswered, Forbidden for who is no person.
    """
    person = require_person(actor)
    words = _checked(words, "words", _("Write what is wrong and what it should be."))
    waiting = own_corrections(actor).filter(answered_at=None).count()
    require(waiting < OPEN_AT_ONCE, TooManyError, _("Five of your requests wait for an answer. Wait for one of them."))
    correction = Correction(person=person, words=words)
    correction.save()
    record(CorrectionAsked(object=correction.label, person_id=person.pk, unit_id=person.home_id))
    return correction


@act
def answer_correction(*, actor: Actor, key: str, outcome: str, text: str) -> Correction:
    """Whoever may change the person says once whether it was corrected, or why it stays; the person is told.

    Locks the request. Records CorrectionAnswered. Raises NotFound, Forbidden, RuleBroken when answered, BadInput.
    """
    correction = access_correction(actor=actor, key=key, lock=True)
    require(can_answer(actor, correction))
    require(correction.answered_at is None, RuleBrokenError, _("This has been answered already. Look at the answer."))
    require(outcome in {CORRECTED, KEPT}, BadInputError, _("Choose one of the two."), field="outcome")
    correction.answer = _checked(text, "text", _("Write what was corrected, or why it stays as it is."))
    correction.outcome, correction.answered_at = outcome, clock.now()
    correction.answered_by_id = actor.person_id
    correction.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    person = correction.person
    record(CorrectionAnswered(object=correction.label, person_id=person.pk, unit_id=person.home_id, outcome=outcome))
    kind = ANSWERED_NOTICE.name
    link = reverse("disclosure:mine")
    notify(person_id=person.pk, kind=kind, key=f"{kind}:{correction.pk}", link=link, data={}, about=correction.label)
    return correction


def _checked(text: str, field: str, empty: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not any(character.isalnum() for character in text):
        raise BadInputError(empty, code="empty", field=field)
    if len(text) > LONGEST:
        raise BadInputError(_("At most %(most)s characters are possible. Shorten it.") % {"most": LONGEST}, field=field)
    refuse_marked(text, field)
    return text
