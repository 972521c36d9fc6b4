"""Import runs: what each changed, so that a run can be taken back."""

from django.db import models

from tongxin.core import clock


class ImportRun(models.Model):
    """One import of one file. Batches of it share this row; it can be undone as a whole."""

    what = models.CharField(max_length=12)
    file_name = models.CharField(max_length=200)
    by = models.CharField(max_length=64)
    started_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.what} {self.file_name}"


class RunChange(models.Model):
    """One row that a run changed: what it was before (empty for a new row)."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="changes")
    model = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    before = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["run", "model"], name="change_run")]

    def __str__(self) -> str:
        return f"{self.model} {self.row_id}"
