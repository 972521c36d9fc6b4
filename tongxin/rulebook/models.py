"""Which version of the pack applied since when."""

from django.db import models

from tongxin.core import clock


class PackVersion(models.Model):
    """A pack as it was from one day on. The newest row is in force."""

    pack = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    from_on = models.DateField(default=clock.today)
    loaded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pack", "digest"], name="one_row_a_pack_version")]

    def __str__(self) -> str:
        return f"{self.pack} {self.version}"
