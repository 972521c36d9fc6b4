"""Which checkpoints of the journal went out by mail, so that each address has one a day."""

from django.db import models

from tongxin.core import clock


class MailedCheckpoint(models.Model):
    """One mail to an address of the settings, about the journal up to an entry."""

    address = models.CharField(max_length=254)
    day = models.DateField()
    number = models.PositiveBigIntegerField()
    sent_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["address", "day"], name="one_checkpoint_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.number}"
