"""Where somebody is signed in now, so that he can end it."""

from django.db import models

from tongxin.accounts.models.user import User
from tongxin.core import clock


class SignIn(models.Model):
    """One session: on what kind of device, by which way, since when. No key of it, no address, and no time of use."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    session_digest = models.CharField(max_length=64, unique=True)
    device = models.CharField(max_length=60, default="", blank=True)
    way = models.CharField(max_length=12, default="password")
    since = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.user} {self.device}"
