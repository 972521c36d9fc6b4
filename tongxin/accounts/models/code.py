"""Sign-in codes: how somebody without a password, or who forgot it, comes in once to choose one."""

from django.db import models
from django.db.models import Q

from tongxin.accounts.models.user import User
from tongxin.core import clock
from tongxin.core.fields import SealedTextField
from tongxin.core.names import new_name


class SignInCode(models.Model):
    """One code, kept as a keyed digest. It ends on its last day, with its use, or when somebody takes it back.

    ``batch`` names the run that made it together with many others; its code can be worked out while the run is open.
    Where two persons are needed, ``second_half`` is kept sealed until the second one has confirmed and seen it.
    """

    key = models.CharField(max_length=22, unique=True, default=new_name, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=200, default="", blank=True)
    last_day = models.DateField()
    two_persons = models.BooleanField(default=False)
    resets_factors = models.BooleanField(default=False)
    second_half = SealedTextField(default="", blank=True)
    batch = models.CharField(max_length=22, default="", blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "-id"], name="code_user"),
            models.Index(fields=["batch", "user"], name="code_batch", condition=~Q(batch="")),
        ]

    def __str__(self) -> str:
        return f"{self.user} until {self.last_day}"
