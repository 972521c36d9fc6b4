"""Verification: finds every change, deletion, insertion, swap and cut of the journal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tongxin.core import clock, crypto
from tongxin.journal import chain
from tongxin.journal.erasing import Tombstones
from tongxin.journal.models import Content, Entry, Head
from tongxin.journal.signing import Checkpoint
from tongxin.journal.writes import seal_of


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: the number of the entry and what was found."""

    number: int
    what: str


@dataclass(frozen=True)
class Report:
    """What a verification looked at and found."""

    entries: int
    findings: list[Finding]
    last: Entry | None = None

    @property
    def intact(self) -> bool:
        """Return whether nothing was found."""
        return not self.findings


def verify(*, last: int | None = None) -> Report:
    """Read the journal once and compare it with its chain, its head and the checkpoints outside the database.

    With ``last`` only so many entries at its end, taking the one before them as it is.
    """
    number, digest = _start(last)
    marks = {mark: seal for mark, seal in _checkpoints() if mark > number}
    report = _compared(number, digest, marks)
    end = (report.last.number, report.last.digest) if report.last else (number, digest)
    report.findings.extend(_head_faults(*end))
    return report


def verify_against(kept: Sequence[Checkpoint | None]) -> Report:
    """Read the journal once and compare it with its chain and with kept checkpoints: no secret key is needed.

    None stands for a checkpoint that was not signed by the key, or is broken. Of two with one number and another
    digest at least one is found.
    """
    findings = [
        Finding(0, f"checkpoint {place} of the file is broken or not signed by this key")
        for place, one in enumerate(kept, 1)
        if one is None
    ]
    marks: dict[int, str] = {}
    for one in filter(None, kept):
        if marks.setdefault(one.number, one.digest) != one.digest:
            findings.append(Finding(one.number, "two kept checkpoints differ"))
    report = _compared(0, chain.GENESIS, marks)
    return Report(report.entries, findings + report.findings, report.last)


def _compared(number: int, digest: str, marks: dict[int, str]) -> Report:
    """Read the entries after one and compare them with their chain and with marks."""
    findings: list[Finding] = []
    last: Entry | None = None
    count = 0
    contents, stones, start = _contents(number), Tombstones.read(), number
    pending = next(contents, None)
    for entry in Entry.objects.filter(number__gt=number).order_by("number").iterator(chunk_size=5000):
        while pending is not None and pending.entry_id < entry.number:
            pending = next(contents, None)
        content = pending if pending is not None and pending.entry_id == entry.number else None
        findings.extend(_faults(entry, number, digest))
        findings.extend(_content_faults(entry, content, stones))
        if marks.pop(entry.number, entry.digest) != entry.digest:
            findings.append(Finding(entry.number, "differs from the checkpoint kept outside the database"))
        number, digest, count, last = entry.number, entry.digest, count + 1, entry
    findings.extend(Finding(stone, "what it left of erased contents was changed") for stone in stones.broken(start))
    findings.extend(Finding(missing, "a checkpoint names this entry, and it is gone") for missing in marks)
    return Report(count, findings, last)


def verify_head() -> list[Finding]:
    """Compare only the last entry with the sealed head: quick, and finds a journal that was cut or grown."""
    last = Entry.objects.order_by("-number").first()
    return list(_head_faults(last.number, last.digest) if last else _head_faults(0, chain.GENESIS))


def _start(last: int | None) -> tuple[int, str]:
    """Return number and digest of the entry before those to verify."""
    if last is not None:
        before = Entry.objects.order_by("-number").values_list("number", "digest")[last : last + 1].first()
        if before:
            return before
    return 0, chain.GENESIS


def _contents(number: int) -> Iterator[Content]:
    return Content.objects.filter(entry_id__gt=number).order_by("entry_id").iterator(chunk_size=5000)


def _faults(entry: Entry, number: int, digest: str) -> Iterator[Finding]:
    if entry.number != number + 1:
        yield Finding(number + 1, f"missing: {entry.number} follows {number}")
    elif entry.previous != digest:
        yield Finding(entry.number, "does not continue the entry before it")
    if entry.digest != entry.right_digest():
        yield Finding(entry.number, "its frame was changed")


def _content_faults(entry: Entry, content: Content | None, stones: Tombstones) -> Iterator[Finding]:
    """Compare a content with its digest; one that was erased with the tombstone that says so."""
    stone = stones.stone_of(entry.number)
    if content is None:
        yield Finding(entry.number, "its content is gone")
    elif not content.salt and stone is not None:
        stones.take(stone, content)
    elif stone is not None:
        yield Finding(entry.number, "its content was erased, and is back")
    elif not content.salt:
        yield Finding(entry.number, "its content was erased without a tombstone")
    elif chain.content_digest(content.salt, content.plain()) != entry.content_digest:
        yield Finding(entry.number, "its content was changed")


def _head_faults(number: int, digest: str) -> Iterator[Finding]:
    head = Head.objects.first()
    if head is None:
        if number:
            yield Finding(number, "the head is gone")
        return
    if head.seal != seal_of(head.number, head.digest) and head.number:
        yield Finding(head.number, "the head was changed by somebody without the key")
    if (head.number, head.digest) != (number, digest):
        yield Finding(number, f"the last entry should be {head.number}: the end was cut or grown")


def checkpoint_file() -> Path:
    """Return the file of checkpoints, which lies outside the database."""
    return Path(settings.HOME) / "journal" / "checkpoints"


def set_checkpoint() -> int:
    """Append the present head to the file of checkpoints. Returns its number."""
    head = Head.objects.first()
    if head is None or not head.number or head.number in dict(_checkpoints()):
        return head.number if head else 0
    file = checkpoint_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    line = f"{head.number} {head.digest} {clock.now().isoformat()}"
    with file.open("a", encoding="ascii") as out:
        out.write(f"{line} {crypto.mac(line.encode(), 'checkpoint')}\n")
    return head.number


def _checkpoints() -> Iterator[tuple[int, str]]:
    file = checkpoint_file()
    if not file.exists():
        return
    for text in file.read_text(encoding="ascii").splitlines():
        line, _, seal = text.rpartition(" ")
        if seal == crypto.mac(line.encode(), "checkpoint"):
            number, digest, _at = line.split(" ")
            yield int(number), digest
