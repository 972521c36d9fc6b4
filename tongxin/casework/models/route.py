"""Routes: which unit is responsible for a category at a place."""

from django.db import models


class Route(models.Model):
    """Cases of ``category`` (empty = any) that happen at or below ``scope`` go to ``unit``; the nearest scope wins."""

    category = models.CharField(max_length=40, default="", blank=True)
    scope = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["category", "scope"], name="one_route_a_category_and_scope")]

    def __str__(self) -> str:
        return f"{self.category or 'any'} at {self.scope_id} to {self.unit_id}"
