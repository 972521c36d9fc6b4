"""What a directory calls a person or a unit."""

from django.db import models
from django.db.models import Q


class DirectoryLink(models.Model):
    """The names under which a directory knows one person or one unit. It finds nobody at the sign-in."""

    person = models.OneToOneField("organisation.Person", models.CASCADE, null=True, related_name="+")
    unit = models.OneToOneField("organisation.Unit", models.CASCADE, null=True, related_name="+")
    external_id = models.CharField(max_length=200, default="", blank=True, db_index=True)
    user_name = models.CharField(max_length=200, default="", blank=True, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, unit__isnull=False) | Q(unit=None, person__isnull=False), name="link_of_one"
            )
        ]

    def __str__(self) -> str:
        return self.external_id or self.user_name
