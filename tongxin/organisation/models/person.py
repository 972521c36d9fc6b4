"""A person of the organisation: exists with or without an account. Identity number and phone are encrypted."""

from django.db import models

from tongxin.core import clock
from tongxin.core.fields import SealedTextField
from tongxin.core.names import new_name

KINDS = ["employee", "dispatched", "contractor", "project", "intern", "retired"]


class Person(models.Model):
    """One person. ``home`` is today's administrative unit; the dated truth lies in Membership (line administrative)."""

    key = models.CharField(max_length=22, unique=True, default=new_name, editable=False)
    staff_no = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    search = models.CharField(max_length=240, default="")  # by it lists are in the order of sounds
    kind = models.CharField(max_length=12, default="employee")
    sex = models.CharField(max_length=1, default="", blank=True)
    born_on = models.DateField(null=True)
    home = models.ForeignKey("organisation.Unit", models.PROTECT, null=True, related_name="+")
    user = models.OneToOneField("accounts.User", models.PROTECT, null=True, related_name="+")
    national_id = SealedTextField(default="", blank=True)
    national_id_index = models.CharField(max_length=32, null=True, unique=True)
    phone = SealedTextField(default="", blank=True)
    phone_index = models.CharField(max_length=32, default="", blank=True, db_index=True)
    left_on = models.DateField(null=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [
            models.Index(fields=["home", "name"], name="person_home_name"),
            models.Index(fields=["search", "id"], name="person_order"),
        ]

    def __str__(self) -> str:
        return self.name
