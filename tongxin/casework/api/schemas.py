"""Shapes of cases for other systems: what the owner of the key may see, and no more."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, cast

from ninja import Field, Schema

from tongxin.casework.models import Case
from tongxin.casework.reads.case import CaseView, ThreadLine
from tongxin.casework.reads.lines import CaseLine
from tongxin.core import clock
from tongxin.core.api import Input, Text
from tongxin.files.public import StoredFile
from tongxin.organisation.public import Unit

LONGEST, MOST_FILES = 20_000, 9
Kind = Literal["talk", "note", "answer", "step"]
Long = Annotated[Text, Field(max_length=LONGEST)]


class CaseUnit(Schema):
    """The unit that is responsible."""

    key: str
    code: str
    name: str


class CaseOut(Schema):
    """A case in a list. ``title`` is the number, and ``raiser`` null, where the owner of the key may not know."""

    key: str
    number: str
    title: str
    status: Literal["raised", "in_hand", "answered", "closed", "withdrawn"]
    mode: Literal["named", "handler_only"]
    category: str
    unit: CaseUnit
    raiser: str | None
    raised_on: date
    due_on: date | None
    stopped: bool
    version: int


class CasePage(Schema):
    """Cases, the newest first. ``next`` is empty on the last page."""

    items: list[CaseOut]
    next: str


class FileOut(Schema):
    """A file; its bytes are at ``/files/{key}``."""

    key: str
    name: str
    kind: str


class MessageOut(Schema):
    """One line of the thread. ``author`` is null where the owner of the key may not know."""

    kind: Kind
    step: str
    by_raiser: bool
    author: str | None
    at: datetime
    text: str
    files: list[FileOut]


class CaseWhole(CaseOut):
    """A case with its thread; ``body`` and ``thread`` are empty where the words may not be read."""

    readable: bool
    body: str
    wish: str
    place: str
    files: list[FileOut]
    thread: list[MessageOut]


class Attaching(Input):
    """What may hang on what is said: keys of files that were sent before. ``not_secret`` answers ``maybe_secret``."""

    files: Annotated[list[Text], Field(max_length=MOST_FILES)] = []
    not_secret: bool = False


class MatterIn(Attaching):
    """What is raised. ``place`` is the key of the unit where it happened; without it, one's own unit."""

    body: Long
    mode: Literal["named", "handler_only"]
    place: Text = ""
    place_note: Annotated[Text, Field(max_length=80)] = ""
    wish: Long = ""
    category: Annotated[Text, Field(max_length=40)] = ""
    about: Annotated[Text, Field(max_length=80)] = ""


class SayIn(Attaching):
    """What is said to the other side."""

    text: Long


class AnswerIn(Attaching):
    """The formal answer."""

    text: Long


class HandOnIn(Input):
    """The key of the unit that is responsible, and why."""

    unit: Text
    reason: Long


class StopIn(Input):
    """What is waited for."""

    category: Annotated[Text, Field(max_length=40)]
    reason: Long


class ExtendIn(Input):
    """How many working days more, and why."""

    days: Annotated[int, Field(ge=1, le=99)]
    reason: Long


def case_out(line: CaseLine) -> CaseOut:
    """Return a case as a list tells it."""
    return CaseOut(**_values(line))


def whole_out(view: CaseView) -> CaseWhole:
    """Return a case as its page tells it."""
    return CaseWhole(
        **_values(view.line),
        readable=view.readable,
        body=view.body,
        wish=view.wish,
        place=view.place,
        files=[_file(one) for one in view.files],
        thread=[_message(one) for one in view.thread],
    )


def _values(line: CaseLine) -> dict[str, Any]:
    case: Case = line.case
    return {
        "key": case.key,
        "number": case.number,
        "title": line.title,
        "status": case.status,
        "mode": case.mode,
        "category": case.category,
        "unit": _unit(case.unit),
        "raiser": line.raiser if line.knows_raiser else None,
        "raised_on": clock.day_of(case.raised_at),
        "due_on": case.next_due_on,
        "stopped": case.stopped,
        "version": case.version,
    }


def _unit(unit: Unit) -> CaseUnit:
    return CaseUnit(key=unit.key, code=unit.code, name=unit.name)


def _file(stored: StoredFile) -> FileOut:
    return FileOut(key=stored.key, name=stored.name, kind=stored.kind)


def _message(line: ThreadLine) -> MessageOut:
    return MessageOut(
        kind=cast("Kind", line.kind),
        step=line.step,
        by_raiser=line.by_raiser,
        author=line.author or None,
        at=line.at,
        text=line.text,
        files=[_file(one) for one in line.files],
    )
