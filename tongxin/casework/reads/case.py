"""One case as its page shows it: the sentence, the clock, the thread, the next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongxin.casework.facts import CASE_READ
from tongxin.casework.models import Case, Message
from tongxin.casework.reads.lines import CaseLine, lines_of, place_name, raiser_name
from tongxin.casework.rights import can_read_words, can_see_message, can_see_raiser, is_raiser
from tongxin.core.policy import Actor
from tongxin.files.public import StoredFile, files_of_many
from tongxin.journal.public import count_looks, note


@dataclass(frozen=True)
class ThreadLine:
    """One line of the thread as this reader sees it."""

    kind: str
    step: str
    mine: bool
    by_raiser: bool
    author: str
    unit: str
    at: datetime
    text: str
    data: dict[str, Any]
    files: Sequence[StoredFile]


@dataclass(frozen=True)
class CaseView:
    """A case for a page. ``body`` and ``thread`` are empty where the reader may not read what was written."""

    line: CaseLine
    readable: bool
    body: str
    wish: str
    raiser: str
    place: str
    files: Sequence[StoredFile]
    thread: list[ThreadLine]

    @property
    def case(self) -> Case:
        """Return the row."""
        return self.line.case

    @property
    def said_by_reader(self) -> int:
        """Return how often the reader has spoken: a draft kept on a device belongs to the word that comes next."""
        return sum(line.mine and line.kind != "step" for line in self.thread)


def case_view(actor: Actor, case: Case, line: CaseLine | None = None) -> CaseView:
    """Return a case as the actor may see it. The number of queries does not grow with the thread.

    ``line`` is the case's own line where a list beside it has read that already.
    """
    line = line or lines_of(actor, [case], opened=case)[0]
    readable, sees_raiser = can_read_words(actor, case), can_see_raiser(actor, case)
    messages = [
        message
        for message in case.messages.select_related("author").order_by("pk")
        if can_see_message(actor, case, message)
    ]
    files = files_of_many([case.label, *(message.label for message in messages)]) if readable else {}
    words = case.words if readable else None
    return CaseView(
        line=line,
        readable=readable,
        body=words.body if words else "",
        wish=words.wish if words else "",
        raiser=raiser_name(case) if sees_raiser else "",
        place=place_name(case) if sees_raiser else "",
        files=files.get(case.label, []),
        thread=[_thread_line(actor, case, message, files, sees_raiser=sees_raiser) for message in messages],
    )


def _thread_line(
    actor: Actor, case: Case, message: Message, files: dict[str, list[StoredFile]], *, sees_raiser: bool
) -> ThreadLine:
    author = message.author.name if message.author is not None else message.author_label
    hidden = message.by_raiser and not sees_raiser
    return ThreadLine(
        kind=message.kind,
        step=message.step,
        mine=message.author_id is not None and message.author_id == actor.person_id,
        by_raiser=message.by_raiser,
        author="" if hidden else author,
        unit="" if message.by_raiser else case.unit.name,
        at=message.at,
        text=message.words.body,
        data=message.data,
        files=files.get(message.label, []),
    )


def note_reading(actor: Actor, case: Case) -> None:
    """Note that somebody other than the raiser reads what was written. The raiser sees the count."""
    if not is_raiser(actor, case) and can_read_words(actor, case):
        note(CASE_READ, actor=actor, object=case.label, unit_id=case.unit_id)


def times_read(case: Case) -> int:
    """Return how often somebody other than the raiser has read the case."""
    return count_looks(CASE_READ, case.label)
