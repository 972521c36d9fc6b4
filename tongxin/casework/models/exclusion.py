"""Exclusions: who must not touch a case because it is about him (avoidance, 信访工作条例 28)."""

from django.db import models


class Exclusion(models.Model):
    """The case does not exist for this person."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="exclusions")
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="one_exclusion_a_person")]

    def __str__(self) -> str:
        return f"{self.case_id} without {self.person_id}"
