"""Duplicates: the same words of the same raiser brought in again. They hang on the first case; none is lost."""

from django.db import models


class Duplicate(models.Model):
    """One repeated row of a file: its own number and time, and the answer that it may have carried."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="duplicates")
    source_id = models.CharField(max_length=60, default="", blank=True, db_index=True)
    raised_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(default="", blank=True)
    words = models.TextField(default="", blank=True)
    sheet = models.CharField(max_length=60, default="", blank=True)
    row = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.source_id} of {self.case_id}"
