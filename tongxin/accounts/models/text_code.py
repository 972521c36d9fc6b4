"""Codes by text message: who asked for one, and its digest. Gone after a day."""

from django.db import models
from django.db.models import Q

from tongxin.accounts.models.user import User
from tongxin.core import clock
from tongxin.core.fields import SealedTextField
from tongxin.core.names import new_name


class TextCode(models.Model):
    """Somebody asked for a code under a name. A row is written for every name, whether anybody has it or not.

    ``name`` stands here, sealed, until the worker has looked; then ``user`` and ``digest`` if a code went out. The two
    indexes count how often was asked, under one name and from one address.
    """

    key = models.CharField(max_length=22, unique=True, default=new_name, editable=False)
    name = SealedTextField(default="", blank=True)
    name_index = models.CharField(max_length=32)
    address_index = models.CharField(max_length=32)
    language = models.CharField(max_length=12, default="")
    asked_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(default=clock.now, null=True)
    n_tries = models.PositiveSmallIntegerField(default=0)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    digest = models.CharField(max_length=64, default="", blank=True)
    until = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["name_index", "asked_at"], name="text_name"),
            models.Index(fields=["address_index", "asked_at"], name="text_address"),
            models.Index(fields=["due_at"], name="text_due", condition=Q(due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.pk} asked {self.asked_at}"
