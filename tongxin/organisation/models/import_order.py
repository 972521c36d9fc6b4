"""Sheets that somebody uploaded to be checked and brought in, and runs to be taken back: work for the worker."""

from django.db import models

from tongxin.core import clock, crypto
from tongxin.core.fields import SealedTextField
from tongxin.core.names import new_name
from tongxin.organisation.models.run import ImportRun

CHECK, CHECKED, APPLY, APPLIED, UNDO, UNDONE, FAILED = (
    "check",
    "checked",
    "apply",
    "applied",
    "undo",
    "undone",
    "failed",
)
WORKING = (CHECK, APPLY, UNDO)


class ImportOrder(models.Model):
    """One sheet of one person, or one run to be taken back; the row and all in it is gone after ``until``.

    ``sheet`` (encrypted) is the file as it was sent and is thrown away once it is brought in or cannot be read.
    ``outcome`` counts; ``result`` (sealed) names rows and people as JSON. ``trouble`` is the sentence of a failure in
    the ``language`` of the one who asked.
    """

    key = models.CharField(max_length=22, unique=True, default=new_name, editable=False)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    what = models.CharField(max_length=12)
    line = models.CharField(max_length=20, default="", blank=True)
    complete = models.ForeignKey("organisation.Unit", models.CASCADE, null=True, related_name="+")
    file_name = models.CharField(max_length=200)
    sheet = models.BinaryField(null=True)
    state = models.CharField(max_length=8, default=CHECK)
    tries = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=12)
    ordered_at = models.DateTimeField(default=clock.now)
    until = models.DateTimeField()
    outcome = models.JSONField(default=dict)
    result = SealedTextField(default="", blank=True)
    trouble = models.CharField(max_length=400, default="", blank=True)
    run = models.ForeignKey(ImportRun, models.SET_NULL, null=True, related_name="orders")

    def __str__(self) -> str:
        return f"{self.what} {self.file_name}"

    @property
    def is_going(self) -> bool:
        """Return whether the worker has still to do something."""
        return self.state in WORKING

    def lay_down(self, plain: bytes) -> None:
        """Take the bytes of the file, encrypted and bound to this row."""
        self.sheet = crypto.seal_bytes(plain, self._place())

    def take_up(self) -> bytes:
        """Return the bytes of the file."""
        return crypto.open_bytes(bytes(self.sheet or b""), self._place())

    def _place(self) -> str:
        return f"{self._meta.db_table}.sheet.{self.key}"
