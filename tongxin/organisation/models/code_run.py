"""Runs that make sign-in codes for many people, to be printed as slips or sent as text messages."""

from django.db import models

from tongxin.core import clock
from tongxin.core.fields import SealedTextField
from tongxin.core.names import new_name


class CodeRun(models.Model):
    """One order of codes for a unit and all below it. ``position`` is the last person done, so it can go on.

    ``seed`` (in hexadecimal, sealed) tells the codes; it is thrown away when the slips are printed, or at
    ``readable_until``. ``by_text`` sends the codes instead; nobody reads them then. ``failed`` says why a run
    stopped before its end.
    """

    key = models.CharField(max_length=22, unique=True, default=new_name, editable=False)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200)
    last_day = models.DateField()
    again = models.BooleanField(default=False)
    by_text = models.BooleanField(default=False)
    seed = SealedTextField(default="", blank=True)
    total = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    position = models.BigIntegerField(default=0)
    started_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)
    readable_until = models.DateTimeField()
    failed = models.CharField(max_length=12, default="", blank=True)

    def __str__(self) -> str:
        return f"{self.unit} {self.made}"


class CodeText(models.Model):
    """The text message to one person of a run: waiting, sent, or why he was not reached. No number stands here."""

    run = models.ForeignKey(CodeRun, models.CASCADE, related_name="texts")
    person = models.ForeignKey("organisation.Person", models.CASCADE, related_name="+")
    sent_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=12, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "person"], name="one_text_a_run")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.trouble}"
