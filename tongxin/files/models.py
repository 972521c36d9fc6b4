"""A file that was attached to something. Its bytes lie in the vault under the same key."""

from django.db import models
from django.urls import reverse

from tongxin.core import clock
from tongxin.core.names import new_name


class StoredFile(models.Model):
    """One file as it was cleaned and stored.

    ``owner`` is the label of what it belongs to (``casework.case:12``). ``stored_by`` is the actor's label, empty
    where the owner is nameless. ``size`` and ``sha256`` are those of the plain bytes; width and height are of pictures.
    """

    key = models.CharField(max_length=22, unique=True, default=new_name, editable=False)
    owner = models.CharField(max_length=80, db_index=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField(default=clock.now)
    stored_by = models.CharField(max_length=64, default="", blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Return whether it can be shown as a picture, and has a small one."""
        return self.width is not None

    @property
    def url(self) -> str:
        """Return the address at which whoever may open it gets it; ``?size=thumb`` gives the small picture."""
        return reverse("files:file", args=[self.key])
