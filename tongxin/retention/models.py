"""Holds, the switch and the runs."""

from django.db import models

from tongxin.core import clock
from tongxin.core.fields import SealedTextField
from tongxin.core.names import new_name


class Hold(models.Model):
    """Nothing about one person, or (``person`` none) nothing at all, is erased until the end of ``until``."""

    key = models.CharField(max_length=22, unique=True, default=new_name, editable=False)
    person = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    reason = SealedTextField()
    until = models.DateField()
    set_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["ended_at", "until"], name="retention_hold_open")]

    def __str__(self) -> str:
        return f"hold {self.pk}"

    @property
    def label(self) -> str:
        """Return how the journal names this hold."""
        return f"retention.hold:{self.pk}"


class Switch(models.Model):
    """One row: whether what is past its term is erased by itself. Without it nothing is."""

    on = models.BooleanField(default=False)
    since = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return "on" if self.on else "off"


class Run(models.Model):
    """One run that erased something: ``erased`` counts by kind of content. Without ``ended_at`` it was cut short."""

    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    pack = models.CharField(max_length=64, default="", blank=True)
    erased = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"run {self.pk}"
