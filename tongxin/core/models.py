"""What the ground floor stores: acts already done, and jobs that fall due."""

from django.db import models

from tongxin.core import clock


class DoneAct(models.Model):
    """An act that was done under an idempotency key: a repeat finds its result here. Kept 30 days."""

    key = models.CharField(max_length=64)
    actor = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    result = models.CharField(max_length=120, default="")
    done_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "actor", "name"], name="one_act_a_key")]

    def __str__(self) -> str:
        return f"{self.name} {self.key}"


class DueJob(models.Model):
    """A job that runs again and again: when it is due next, and whose ``claim`` holds it (by the database's clock)."""

    name = models.CharField(max_length=80, unique=True)
    due_at = models.DateTimeField(default=clock.now)
    claim = models.CharField(max_length=22, default="", blank=True)
    claimed_until = models.DateTimeField(null=True)
    last_error = models.TextField(default="", blank=True)

    def __str__(self) -> str:
        return self.name
