"""What somebody has beside the password: an authenticator app, passkeys, and codes for the day both are lost."""

from django.db import models

from tongxin.accounts.models.user import User
from tongxin.core import clock
from tongxin.core.fields import SealedTextField
from tongxin.core.names import new_name


class Factor(models.Model):
    """One second factor. An app keeps a shared ``secret``, sealed; a passkey only a public key, in base64url.

    ``last_step`` is the last half minute for which a number of the app was taken: no number counts twice.
    """

    key = models.CharField(max_length=22, unique=True, default=new_name, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="factors")
    kind = models.CharField(max_length=8)
    label = models.CharField(max_length=60, default="", blank=True)
    secret = SealedTextField(default="", blank=True)
    last_step = models.BigIntegerField(default=0)
    credential_id = models.CharField(max_length=1400, null=True, unique=True)
    public_key = models.TextField(default="", blank=True)
    sign_count = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)
    used_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.user} {self.kind}"


class RecoveryCode(models.Model):
    """One of ten codes on paper, kept as a keyed digest. It counts once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user} {self.used_at or 'open'}"
