"""Deliveries: what is to leave the product, and how the ways out are doing."""

from django.db import models
from django.db.models import Q

from tongxin.inbox.models.notice import Notice
from tongxin.inbox.models.robot import Robot

WAITING, SENT, READ, DROPPED, GIVEN_UP = "waiting", "sent", "read", "dropped", "given_up"


class Delivery(models.Model):
    """One notice on its way to one person by one channel. Rows that are due together leave as one message.

    ``waiting`` until ``send_at``; then ``sent``, ``read`` (the person was faster), ``dropped`` (the person no longer
    wants it, or left) or ``given_up``. A worker that sends holds ``claim`` until ``claimed_until``.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="+")
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8)
    robot = models.ForeignKey(Robot, models.SET_NULL, null=True, related_name="+")
    urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=8, default=WAITING)
    send_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=22, default="", blank=True)
    claimed_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=20, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "channel", "notice"], name="sent_once")]
        indexes = [
            models.Index(fields=["channel", "send_at"], name="delivery_due", condition=Q(state=WAITING)),
            models.Index(fields=["claim"], name="delivery_claim", condition=~Q(claim="")),
            models.Index(fields=["state", "done_at"], name="delivery_done"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.notice_id}"


class ChannelState(models.Model):
    """How one channel is doing: when it last worked, and what last went wrong. Holds no address."""

    channel = models.CharField(max_length=8, unique=True)
    worked_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=20, default="", blank=True)
    trouble_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.channel
