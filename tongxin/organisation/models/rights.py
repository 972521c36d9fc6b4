"""Rights beside posts: extra grants with a reason and a last day, and delegation."""

from django.db import models
from django.db.models import F, Q

from tongxin.core import clock
from tongxin.organisation.models.spans import FOREVER, SpanQuerySet


class Grant(models.Model):
    """A role given to a person on a unit and all below it, by a security administrator, with a reason and an end."""

    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200)
    granted_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    from_on = models.DateField(default=clock.today)
    to_on = models.DateField(default=FOREVER)

    objects = SpanQuerySet["Grant"].as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(from_on__lte=F("to_on")), name="grant_span")]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id}"


class Delegation(models.Model):
    """Somebody lets another act for him in one role he himself holds, for some days. It never exceeds what he holds."""

    giver = models.ForeignKey("organisation.Person", models.PROTECT, related_name="delegations_given")
    taker = models.ForeignKey("organisation.Person", models.PROTECT, related_name="delegations_taken")
    role = models.CharField(max_length=40)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    from_on = models.DateField()
    to_on = models.DateField()

    objects = SpanQuerySet["Delegation"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(from_on__lte=F("to_on")), name="delegation_span"),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="delegation_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} to {self.taker_id}"
