"""Rows of the journal. No row is ever changed; contents may be erased by the retention run."""

from typing import Any

from django.db import models

from tongxin.journal import chain


class Entry(models.Model):
    """The frame of one entry, kept for ever: its number is the order of commits, without a gap."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    sort = models.CharField(max_length=4)
    kind = models.CharField(max_length=60)
    imported = models.BooleanField(default=False)
    reverses = models.BigIntegerField(null=True)
    key = models.CharField(max_length=120, null=True, unique=True)
    content_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["kind", "number"], name="journal_entry_kind")]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"

    def frame(self) -> dict[str, Any]:
        """Return what the digest covers."""
        return {
            "number": self.number,
            "at": self.at.isoformat(),
            "sort": self.sort,
            "kind": self.kind,
            "imported": self.imported,
            "reverses": self.reverses,
            "key": self.key,
            "content": self.content_digest,
            "previous": self.previous,
        }

    def right_digest(self) -> str:
        """Return the digest that this frame must have."""
        return chain.frame_digest(self.frame())


class Content(models.Model):
    """What one entry says: who, about what, where, for which day. Erasable; the frame stays."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="content")
    salt = models.CharField(max_length=32)
    actor = models.CharField(max_length=64, default="", db_index=True)
    object = models.CharField(max_length=80, default="", db_index=True)
    unit_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True, db_index=True)
    day = models.DateField(null=True)
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["unit_id", "day"], name="journal_content_unit")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.object}"

    def plain(self) -> dict[str, Any]:
        """Return what the digest covers."""
        return {
            "actor": self.actor,
            "object": self.object,
            "unit": self.unit_id,
            "person": self.person_id,
            "day": self.day.isoformat() if self.day else None,
            "amount": f"{self.amount:.2f}" if self.amount is not None else None,
            "data": self.data,
        }


class Head(models.Model):
    """The row that knows the last entry. Locking it is taking one's turn; its seal needs a key kept elsewhere."""

    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=chain.GENESIS)
    seal = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return str(self.number)


class Position(models.Model):
    """How far one follower has read."""

    follower = models.CharField(max_length=80, unique=True)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.follower} {self.number}"
