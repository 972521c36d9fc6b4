"""PUBLIC: the journal's door."""

from tongxin.journal.facts import Fact, fact, kinds
from tongxin.journal.followers import Follower, Lag, Read, catch_up, follow, followers, lags, rebuild
from tongxin.journal.looks import declare_look, looks
from tongxin.journal.mailed import kept_text
from tongxin.journal.pushing import present_checkpoint, push_checkpoint
from tongxin.journal.reads import (
    EntryLine,
    Tally,
    count_looks,
    entries_about,
    facts_about,
    facts_after,
    looks_at,
    looks_per_object,
    newest_entries,
    objects_of,
    tally_about,
    tally_by,
)
from tongxin.journal.signing import Checkpoint, NoKeyError, checkpoints_in, public_key, signed
from tongxin.journal.verify import Finding, Report, set_checkpoint, verify, verify_against, verify_head
from tongxin.journal.writes import note, record, reverse

__all__ = [
    "Checkpoint",
    "EntryLine",
    "Fact",
    "Finding",
    "Follower",
    "Lag",
    "NoKeyError",
    "Read",
    "Report",
    "Tally",
    "catch_up",
    "checkpoints_in",
    "count_looks",
    "declare_look",
    "entries_about",
    "fact",
    "facts_about",
    "facts_after",
    "follow",
    "followers",
    "kept_text",
    "kinds",
    "lags",
    "looks",
    "looks_at",
    "looks_per_object",
    "newest_entries",
    "note",
    "objects_of",
    "present_checkpoint",
    "public_key",
    "push_checkpoint",
    "rebuild",
    "record",
    "reverse",
    "set_checkpoint",
    "signed",
    "tally_about",
    "tally_by",
    "verify",
    "verify_against",
    "verify_head",
]
