"""Keys of other systems."""

from django.db import models

from tongxin.accounts.models.user import User
from tongxin.core import clock


class Token(models.Model):
    """A key to the API, kept as a digest only. It acts with the rights of its user, cut down to its scopes.

    It is good to the end of ``ends_on``; one without that day was issued before keys had scopes, and opens nothing.
    Of its use only the last day is kept.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=80, default="", blank=True)
    scopes = models.JSONField(default=list)
    read_only = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    ends_on = models.DateField(null=True)
    used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user} {self.label}"

    @property
    def is_good(self) -> bool:
        """Return whether it opens anything today."""
        return self.revoked_at is None and self.ends_on is not None and self.ends_on >= clock.today()
