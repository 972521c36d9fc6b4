"""PUBLIC: the journal's door."""

from tongxin.journal.facts import Fact, fact, kinds
from tongxin.journal.followers import Follower, Read, catch_up, follow, followers, rebuild
from tongxin.journal.looks import declare_look, looks
from tongxin.journal.reads import EntryLine, count_looks, entries_about, newest_entries
from tongxin.journal.verify import Finding, Report, set_checkpoint, verify, verify_head
from tongxin.journal.writes import note, record, reverse

__all__ = [
    "EntryLine",
    "Fact",
    "Finding",
    "Follower",
    "Read",
    "Report",
    "catch_up",
    "count_looks",
    "declare_look",
    "entries_about",
    "fact",
    "follow",
    "followers",
    "kinds",
    "looks",
    "newest_entries",
    "note",
    "rebuild",
    "record",
    "reverse",
    "set_checkpoint",
    "verify",
    "verify_head",
]
