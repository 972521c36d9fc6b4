"""Failed sign-ins: how often, for which name."""

from django.db import models

from tongxin.core import clock


class Try(models.Model):
    """Failed sign-ins for one name: how many, and when the last was. A good one or the window's end clears them."""

    name_index = models.CharField(max_length=32, unique=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.count} since {self.since}"
