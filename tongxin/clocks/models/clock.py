"""A clock and the dated entries that make its term."""

from django.db import models

from tongxin.clocks.rules.entries import Entry, Ground, Kind, Length, Unit
from tongxin.clocks.rules.term import State
from tongxin.core.clock import now


class Clock(models.Model):
    """One term of one subject. The entries are the truth; the columns from ``due_on`` on are derived, for lists.

    ``subject`` names the thing as ``app.model:id``; ``round`` counts again when the same term runs a second time.
    """

    subject = models.CharField(max_length=80)
    kind = models.CharField(max_length=24)
    round = models.PositiveSmallIntegerField(default=1)
    due_on = models.DateField()
    first_due_on = models.DateField()
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in State])
    provisional = models.BooleanField()
    ended_on = models.DateField(null=True)
    in_time = models.BooleanField(null=True)
    calendar_version = models.CharField(max_length=22, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "kind", "round"], name="one_clock_a_round")]
        indexes = [models.Index(fields=["state", "due_on"], name="clock_by_state_and_day")]

    def __str__(self) -> str:
        return f"{self.subject} {self.kind} {self.round}"


class ClockEntry(models.Model):
    """A dated entry of a clock, written once and never changed. ``rules.entries.Entry`` says what each kind means.

    ``reason`` is a short label of the step, for all who see the clock: no names, no words of the person who spoke.
    """

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="entries")
    sequence = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])
    day = models.DateField()
    at = models.DateTimeField()
    amount = models.PositiveSmallIntegerField(default=0)
    unit = models.CharField(max_length=12, default=Unit.WORKING_DAYS.value)
    limit = models.PositiveSmallIntegerField(null=True)
    limit_unit = models.CharField(max_length=12, default=Unit.WORKING_DAYS.value)
    afresh = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True, default="")
    force = models.CharField(max_length=12, blank=True, default="")
    category = models.CharField(max_length=32, blank=True, default="")
    reason = models.CharField(max_length=200, blank=True, default="")
    by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clock", "sequence"], name="one_entry_a_sequence")]
        ordering = ["clock", "sequence"]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"

    def as_entry(self) -> Entry:
        """Return the row as the rules read it."""
        return Entry(
            kind=Kind(self.kind),
            day=self.day,
            sequence=self.sequence,
            amount=self.amount,
            unit=Unit(self.unit),
            limit=None if self.limit is None else Length(self.limit, Unit(self.limit_unit)),
            afresh=self.afresh,
            ground=Ground(self.source, self.force, self.category, self.reason, self.by),
        )

    @classmethod
    def from_entry(cls, clock: Clock, entry: Entry) -> "ClockEntry":
        """Return an unsaved row for an entry of a clock."""
        limit, ground = entry.limit, entry.ground
        return cls(
            clock=clock,
            sequence=entry.sequence,
            kind=entry.kind.value,
            day=entry.day,
            at=now(),
            amount=entry.amount,
            unit=entry.unit.value,
            limit=limit.amount if limit else None,
            limit_unit=(limit or Length(0)).unit.value,
            afresh=entry.afresh,
            source=ground.source,
            force=ground.force,
            category=ground.category,
            reason=ground.reason,
            by=ground.by,
        )
