"""Taking a file, asking for a large one, deciding about it, and opening it for fetching."""

import secrets

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.core import clock
from tongxin.core.acts import act, prepared_act
from tongxin.core.db import wait_for_turn
from tongxin.core.errors import BadInputError, ForbiddenError, RuleBrokenError, TooManyError
from tongxin.core.exports import Kind
from tongxin.core.policy import Actor, may, require
from tongxin.exports.book import fetch_time, most_alone
from tongxin.exports.facts import FILE_TAKEN, ExportAsked, ExportDecided
from tongxin.exports.models import APPROVED, ASKED, CONSOLE, MADE, PAGE, REFUSED, Export
from tongxin.exports.reads import taken_lately
from tongxin.exports.rights import access_export, can_decide, can_fetch, is_fetchable, is_open, own_exports
from tongxin.exports.rules import needs_second
from tongxin.inbox.public import NoticeKind, notify
from tongxin.journal.public import note, record
from tongxin.organisation.public import Person, person_of

SHORTEST, LONGEST, OPEN_AT_ONCE = 4, 500, 5
Counted = tuple[Person, int, int | None]
DECIDED_NOTICE = NoticeKind(
    "exports.decided",
    gettext_lazy("Your export was decided on"),
    gettext_lazy("%(number)s: open it to see the answer. An approved file can be fetched for 24 hours"),
    "download",
)


def _counted(*, actor: Actor, kind: Kind, unit: str) -> Counted:
    """Return who acts, how many sensitive rows he would take and whose they are, before anything is locked."""
    person = person_of(actor)
    if person is None or not may(actor, kind.right):
        raise ForbiddenError
    return person, kind.count(actor, unit), kind.unit_id(actor, unit)


def _counted_for(*, actor: Actor, kind: Kind, unit: str, reason: str) -> tuple[Counted, str]:
    reason = _checked(reason, "reason", _("Write what the file is for and who will get it."))
    return _counted(actor=actor, kind=kind, unit=unit), reason


@prepared_act(_counted)
def take_export(counted: Counted, *, actor: Actor, kind: Kind, unit: str) -> Export | None:
    """Somebody takes so many rows as one person may take alone; None where a second person is needed.

    What he took alone of this kind within the window is added up, one request after the other. Notes FILE_TAKEN.
    Raises Forbidden, NotFound.
    """
    person, rows, unit_id = counted
    wait_for_turn(f"exports:{person.pk}:{kind.name}")
    if needs_second(rows, taken_lately(person.pk, kind.name), most_alone()):
        return None
    export = _new(person, kind, unit, rows=rows, unit_id=unit_id, state=MADE, taken=1, taken_at=clock.now())
    export.save()
    _note_taken(actor, export)
    return export


@prepared_act(_counted_for)
def ask_export(counted: tuple[Counted, str], *, actor: Actor, kind: Kind, unit: str, reason: str) -> Export:
    """Somebody asks for more than he may take alone, and says what for. The request says how many rows.

    Records ExportAsked. Raises Forbidden, NotFound, BadInput, TooMany with five open requests.
    """
    (person, rows, unit_id), reason = counted
    waiting = sum(is_open(one) for one in own_exports(actor).filter(state=ASKED))
    require(waiting < OPEN_AT_ONCE, TooManyError, _("Five of your exports wait for a decision. Wait for one of them."))
    export = _new(person, kind, unit, rows=rows, unit_id=unit_id, state=ASKED, reason=reason)
    export.save()
    record(ExportAsked(object=export.label, person_id=person.pk, unit_id=unit_id, what=kind.name, rows=rows))
    return export


@act
def decide_export(*, actor: Actor, key: str, approve: bool, text: str) -> Export:
    """A second person approves a request, or refuses it, with the reason; the asker is told.

    Locks the request. Records ExportDecided. Raises NotFound, Forbidden for one's own, RuleBroken when it is decided or
    has lapsed, BadInput.
    """
    export = access_export(actor=actor, key=key, lock=True)
    require(can_decide(actor, export))
    require(is_open(export), RuleBrokenError, _("This request is decided or has lapsed. Look at it again."))
    export.answer = _checked(text, "text", _("Write why you approve or refuse."))
    now = clock.now()
    export.state, export.decided_by_id, export.decided_at = APPROVED if approve else REFUSED, actor.person_id, now
    export.ends_at = now + fetch_time() if approve else None
    export.save(update_fields=["state", "decided_by", "decided_at", "answer", "ends_at"])
    person_id, unit_id = export.person_id, export.unit_id
    record(ExportDecided(object=export.label, person_id=person_id, unit_id=unit_id, outcome=export.state))
    link = reverse("exports:export", args=[export.key])
    kind = DECIDED_NOTICE.name
    data = {"number": export.number}
    notify(person_id=person_id, kind=kind, key=f"{kind}:{export.pk}", link=link, data=data, about=export.label)
    return export


@act
def open_export(*, actor: Actor, key: str) -> Export:
    """The one who asked fetches the approved file, as often as he likes until it ends. Notes each FILE_TAKEN.

    Locks the request. Raises NotFound, Forbidden for anybody else, RuleBroken when it is not approved or has ended.
    """
    export = access_export(actor=actor, key=key, lock=True)
    require(can_fetch(actor, export))
    require(is_fetchable(export), RuleBrokenError, _("This file can no longer be fetched. Ask for it again."))
    export.taken, export.taken_at = export.taken + 1, clock.now()
    export.save(update_fields=["taken", "taken_at"])
    _note_taken(actor, export)
    return export


@act
def log_console_export(*, actor: Actor, kind: Kind, person: Person, reason: str) -> Export:
    """A named operator takes a file on the command line, where no second person can be asked: it is logged before it
    is written. Notes FILE_TAKEN. Raises Forbidden for anybody but a job of the system, BadInput without a reason.
    """
    require(bool(actor.system))
    reason = _checked(reason, "reason", _("Say what the file is for: --reason"))
    rows = kind.count(actor, "")
    export = _new(person, kind, "", rows=rows, unit_id=None, state=MADE, way=CONSOLE, reason=reason, taken=1)
    export.taken_at = clock.now()
    export.save()
    _note_taken(actor, export)
    return export


def _new(person: Person, kind: Kind, unit: str, *, way: str = PAGE, **values: object) -> Export:
    number = f"{clock.today():%y%m%d}-{secrets.token_hex(4).upper()}"
    return Export(number=number, what=kind.name, person=person, unit_key=unit, way=way, **values)


def _note_taken(actor: Actor, export: Export) -> None:
    note(
        FILE_TAKEN,
        actor=actor,
        object=export.label,
        unit_id=export.unit_id,
        person_id=export.person_id,
        what=export.what,
        rows=export.rows,
    )


def _checked(text: str, field: str, empty: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if sum(character.isalnum() for character in text) < SHORTEST:
        raise BadInputError(empty, code="empty", field=field)
    if len(text) > LONGEST:
        raise BadInputError(_("At most %(most)s characters are possible. Shorten it.") % {"most": LONGEST}, field=field)
    return text
