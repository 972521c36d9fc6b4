"""How a person wants to be told outside the product."""

from datetime import time

from django.db import models

from tongxin.inbox.rules.hours import Digest, Hours


class Preference(models.Model):
    """One person's choice. Without a row nothing leaves the product; inside it everything is told in any case."""

    person = models.OneToOneField("organisation.Person", models.PROTECT, related_name="+")
    by_mail = models.BooleanField(default=False)
    by_robot = models.BooleanField(default=False)
    digest = models.CharField(max_length=8, default=Digest.AT_ONCE.value)
    digest_at = models.TimeField(default=time(17))
    quiet_from = models.TimeField(default=time(22))
    quiet_until = models.TimeField(default=time(7))
    quiet_days = models.BooleanField(default=True)
    urgent_anyway = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="zh-hans")

    def __str__(self) -> str:
        return f"of person {self.person_id}"

    @property
    def hours(self) -> Hours:
        """Return when a message may go."""
        return Hours(
            quiet_from=self.quiet_from,
            quiet_until=self.quiet_until,
            quiet_days=self.quiet_days,
            digest=Digest(self.digest),
            digest_at=self.digest_at,
            urgent_anyway=self.urgent_anyway,
        )
