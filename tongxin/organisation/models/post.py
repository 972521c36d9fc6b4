"""Posts: who holds which post where, from one day until another. Roles follow posts."""

from django.db import models
from django.db.models import F, Q

from tongxin.organisation.models.spans import FOREVER, SpanQuerySet


class Post(models.Model):
    """``code`` is a post of the pack, which may carry a role; ``title`` is the wording. ``main`` = not a side post."""

    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="posts")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="posts")
    code = models.CharField(max_length=40, default="other")
    title = models.CharField(max_length=60)
    main = models.BooleanField(default=True)
    basis = models.CharField(max_length=120, default="", blank=True)
    from_on = models.DateField()
    to_on = models.DateField(default=FOREVER)

    objects = SpanQuerySet["Post"].as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(from_on__lt=F("to_on")), name="post_span")]
        indexes = [
            models.Index(fields=["person", "to_on", "from_on"], name="post_person"),
            models.Index(fields=["unit", "to_on", "from_on"], name="post_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.person_id}"
