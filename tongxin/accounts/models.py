"""A user is somebody who can sign in. Many people of the organisation never need to."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from tongxin.core import clock


class UserManager(BaseUserManager["User"]):
    """Finds users by the number they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user of a staff number."""
        return self.get(number=username)


class User(AbstractBaseUser):
    """One account. ``number`` is the staff number; ``phone_index`` finds it by phone without storing the phone."""

    number = models.CharField(max_length=40, unique=True)
    phone_index = models.CharField(max_length=32, null=True, unique=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "number"

    def __str__(self) -> str:
        return self.number


class Try(models.Model):
    """Failed sign-ins for one name: how many, and when the last was. A good one or the window's end clears them."""

    name_index = models.CharField(max_length=32, unique=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.count} since {self.since}"


class Token(models.Model):
    """A key to the API, kept as a digest only. It acts with the rights of its user."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=80, default="", blank=True)
    created_at = models.DateTimeField(default=clock.now)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user} {self.label}"
