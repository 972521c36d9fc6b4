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
    """One account. ``number`` is the staff number; ``phone_index`` finds it by phone without storing the phone.

    ``vouched`` says that no single administrator can have opened it: false from the use of a code that one person made
    until the use of one for which two vouched. Without it no guarded right counts (docs/decisions/0017).
    ``notice_version`` is the newest privacy notice that its owner has confirmed having read (0: none).
    """

    number = models.CharField(max_length=40, unique=True)
    phone_index = models.CharField(max_length=32, null=True, unique=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    password_set_at = models.DateTimeField(null=True)
    vouched = models.BooleanField(default=True)
    notice_version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "number"

    def __str__(self) -> str:
        return self.number
