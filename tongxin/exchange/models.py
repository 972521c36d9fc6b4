"""Webhooks: who is told of facts, and what is on its way there."""

from django.db import models
from django.db.models import Q

from tongxin.core import clock
from tongxin.core.fields import SealedTextField
from tongxin.core.names import new_name

WAITING, SENT, DROPPED, GIVEN_UP = "waiting", "sent", "dropped", "given_up"
BY_HAND, FAILING, GONE = "by_hand", "failing", "gone"


class Endpoint(models.Model):
    """One address of another system that is told of some kinds of facts. Address and secrets are never shown again.

    ``paused`` says why nothing is sent (empty: it is). ``failing_since`` is the first failure after the last success.
    ``set_by`` is who set it: of cases about this person it hears nothing.
    """

    key = models.CharField(max_length=22, unique=True, default=new_name, editable=False)
    name = models.CharField(max_length=60)
    host = models.CharField(max_length=255)
    url = SealedTextField()
    kinds = models.JSONField(default=list)
    secret = SealedTextField()
    old_secret = SealedTextField(default="", blank=True)
    old_secret_until = models.DateTimeField(null=True)
    paused = models.CharField(max_length=8, default="", blank=True)
    set_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(default=clock.now)
    worked_on = models.DateField(null=True)
    trouble = models.CharField(max_length=12, default="", blank=True)
    trouble_on = models.DateField(null=True)
    failing_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """Return how the journal names it."""
        return f"exchange.endpoint:{self.pk}"


class Delivery(models.Model):
    """One entry of the journal on its way to one endpoint.

    ``waiting`` until ``send_at``; then ``sent``, ``dropped`` (it may not know) or ``given_up``. A worker
    that sends holds ``claim`` until ``claimed_until``.
    """

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="+")
    number = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    state = models.CharField(max_length=8, default=WAITING)
    send_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=22, default="", blank=True)
    claimed_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["endpoint", "number"], name="exchange_told_once")]
        indexes = [
            models.Index(fields=["endpoint", "send_at"], name="exchange_due", condition=Q(state=WAITING)),
            models.Index(fields=["claim"], name="exchange_claim", condition=~Q(claim="")),
            models.Index(fields=["state", "done_at"], name="exchange_done"),
        ]

    def __str__(self) -> str:
        return f"{self.endpoint_id} {self.number}"
