"""Saying something about the platform, answering it, and saying whether the answer helped."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, RuleBrokenError, TooManyError
from tongxin.core.policy import Actor, require
from tongxin.feedback.facts import RemarkAnswered, RemarkRated, RemarkSent
from tongxin.feedback.models import Remark
from tongxin.feedback.rights import access_by_address, access_remark, can_answer
from tongxin.files.public import refuse_marked
from tongxin.inbox.public import NoticeKind, notify
from tongxin.journal.public import record

LONGEST, LONGEST_CONTACT = 4000, 120
# Counted from the rows themselves: no address and no device is kept to count by (docs/decisions/0013).
NAMELESS_AN_HOUR, NAMED_AN_HOUR = 60, 10
HELPED = {"yes", "no"}
ANSWERED_NOTICE = NoticeKind(
    "feedback.answered",
    gettext_lazy("What you said about the platform was answered"),
    gettext_lazy("Did it help? Say so on the page"),
    "message-report",
)


@act
def send_remark(*, actor: Actor, body: str, contact: str = "") -> Remark:
    """Anybody may say what is wrong with the platform or could be better, signed in or not.

    ``actor`` is nobody unless the writer wants to leave his name: then nothing at all ties the row to him. Records
    RemarkSent, nameless. Raises BadInput, and TooMany above 60 nameless ones an hour or 10 of one person.
    """
    body = _checked(body, "body", _("Write in a few words what is wrong or could be better, then send."), LONGEST)
    contact = contact.strip()
    if len(contact) > LONGEST_CONTACT:
        raise BadInputError(_("This is too long. A phone number or an e-mail address is enough."), field="contact")
    _refuse_a_flood(actor)
    remark = Remark(person_id=actor.person_id, body=body, contact=contact, hour=_this_hour())
    remark.save()
    record(RemarkSent(object=remark.label))
    return remark


def _this_hour() -> datetime:
    return clock.now().replace(minute=0, second=0, microsecond=0)


def _refuse_a_flood(actor: Actor) -> None:
    """Raise TooManyError when this hour has had enough."""
    this_hour = Remark.objects.filter(hour=_this_hour())
    if actor.person_id:
        count = this_hour.filter(person_id=actor.person_id).count()
        require(count < NAMED_AN_HOUR, TooManyError, _("You have written often this hour. Go on in an hour."))
        return
    require(
        this_hour.filter(person=None).count() < NAMELESS_AN_HOUR,
        TooManyError,
        _(
            "Very many have written without a name this hour, and we do not count by device. Try again in an hour, or"
            " sign in and leave your name. What you typed is still here."
        ),
    )


@act
def answer_remark(*, actor: Actor, key: str, text: str) -> Remark:
    """Whoever may read remarks answers one, once; its writer finds the answer at his address.

    A writer who left his name is told. Locks the remark. Records RemarkAnswered. Raises NotFound, Forbidden,
    RuleBroken for one that was answered, BadInput.
    """
    remark = access_remark(actor=actor, key=key, lock=True)
    require(can_answer(actor))
    require(remark.answered_at is None, RuleBrokenError, _("This has been answered already. Look at the answer."))
    remark.answer = _checked(text, "answer", _("Write what was done or why not, then send."), LONGEST)
    remark.answered_by_id, remark.answered_at = actor.person_id, clock.now()
    remark.save(update_fields=["answer", "answered_by", "answered_at"])
    record(RemarkAnswered(object=remark.label))
    if remark.person_id is not None:
        link = reverse("feedback:follow", args=[remark.key])
        kind = ANSWERED_NOTICE.name
        notify(person_id=remark.person_id, kind=kind, key=f"{kind}:{remark.pk}", link=link, data={}, about=remark.label)
    return remark


@act
def say_whether_it_helped(*, actor: Actor, key: str, helped: str) -> Remark:
    """The writer says once whether the answer helped. Locks the remark. Records RemarkRated, nameless.

    Raises NotFound, BadInput, and RuleBroken before there is an answer or when it was said.
    """
    remark = access_by_address(key=key, lock=True)
    require(helped in HELPED, BadInputError, _("Choose one of the two."), field="helped")
    require(remark.answered_at is not None, RuleBrokenError, _("There is no answer yet."))
    require(not remark.helped, RuleBrokenError, _("You have said so already. Thank you."))
    remark.helped = helped
    remark.save(update_fields=["helped"])
    record(RemarkRated(object=remark.label, helped=helped))
    return remark


def _checked(text: str, field: str, empty: str, longest: int) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not any(character.isalnum() for character in text):
        raise BadInputError(empty, code="empty", field=field)
    if len(text) > longest:
        raise BadInputError(_("At most %(most)s characters are possible. Shorten it.") % {"most": longest}, field=field)
    refuse_marked(text, field)
    return text
