"""Which privacy notice somebody has read, and when."""

from django.db import models

from tongxin.accounts.models.user import User
from tongxin.core import clock


class NoticeConfirmation(models.Model):
    """One version of the privacy notice that its reader confirmed having read. No consent: nothing rests on it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    version = models.PositiveIntegerField()
    confirmed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "version"], name="one_confirmation_a_version")]

    def __str__(self) -> str:
        return f"{self.user} version {self.version}"
