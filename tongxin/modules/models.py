"""Decisions to switch a module off."""

from django.db import models
from django.db.models import Q

from tongxin.core import clock


class Switch(models.Model):
    """One module is off from ``off_on`` until it was switched on again (``back_at``).

    ``by`` and ``back_by`` are empty where it was decided on the console of the machine.
    """

    app = models.CharField(max_length=40)
    off_on = models.DateField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)
    back_at = models.DateTimeField(null=True)
    back_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    back_reason = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["app"], condition=Q(back_at=None), name="one_standing_switch_a_module")
        ]

    def __str__(self) -> str:
        return f"{self.app} {self.off_on}"

    @property
    def label(self) -> str:
        """Return how the journal names the module."""
        return f"modules.module:{self.app}"
