"""Notices: what was told to whom, inside the product."""

from django.db import models

from tongxin.core import clock


class Notice(models.Model):
    """One thing told to one person. ``kind`` holds the wording, ``data`` the plain values in it.

    ``key`` says what made it, so that a person is told nothing twice. ``about`` is the label of the object.
    """

    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    data = models.JSONField(default=dict)
    link = models.CharField(max_length=200)
    about = models.CharField(max_length=80, default="", blank=True, db_index=True)
    due_on = models.DateField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="told_once")]
        indexes = [
            models.Index(fields=["person", "id"], name="notice_newest"),
            models.Index(fields=["person", "id"], name="notice_unread", condition=models.Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
