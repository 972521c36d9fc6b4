"""Robots: where a group of colleagues is told in 企业微信, 钉钉 or 飞书."""

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce

from tongxin.core import clock
from tongxin.core.fields import SealedTextField
from tongxin.core.names import new_name


class Robot(models.Model):
    """The robot of one unit's group, or (``unit`` None) of the whole installation. Whoever has its address can post."""

    key = models.CharField(max_length=22, unique=True, default=new_name, editable=False)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10)
    url = SealedTextField()
    secret = SealedTextField(default="", blank=True)
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            # Without a unit is a place, too: two nulls would not clash.
            models.UniqueConstraint(Coalesce("unit", Value(0)), name="one_robot_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_id or 'all'}"
