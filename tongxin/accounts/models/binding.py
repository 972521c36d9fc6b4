"""Bindings: whose account somebody of another system opens."""

from django.db import models
from django.db.models import Q

from tongxin.accounts.models.user import User
from tongxin.core import clock


class Binding(models.Model):
    """One account and one identity of one way in. Of the identity only a keyed index is kept: it can be recognised.

    An ended binding stays, so that another identity needs an administrator's release (``released_at``) first.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="bindings")
    way = models.CharField(max_length=16)
    subject_index = models.CharField(max_length=32)
    bound_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["way", "subject_index"], condition=Q(ended_at=None), name="one_account_a_subject"
            ),
            models.UniqueConstraint(fields=["user", "way"], condition=Q(ended_at=None), name="one_subject_a_way"),
        ]

    def __str__(self) -> str:
        return f"{self.user} by {self.way}"
