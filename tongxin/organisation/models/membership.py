"""Membership: a person belongs to a unit of one line, with a standing, from one day until another."""

from django.db import models
from django.db.models import F, Q

from tongxin.organisation.models.spans import FOREVER, SpanQuerySet


class Membership(models.Model):
    """In the administrative line it is the place of work; in the others the standing says as what one belongs."""

    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="memberships")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="memberships")
    line = models.CharField(max_length=16)
    standing = models.CharField(max_length=24, default="member")
    from_on = models.DateField()
    to_on = models.DateField(default=FOREVER)

    objects = SpanQuerySet["Membership"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(from_on__lt=F("to_on")), name="membership_span"),
            models.UniqueConstraint(
                fields=["person", "line"], condition=Q(to_on=FOREVER), name="one_open_membership_a_line"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "to_on", "from_on"], name="membership_unit"),
            models.Index(fields=["person", "line", "to_on"], name="membership_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.unit_id}"
