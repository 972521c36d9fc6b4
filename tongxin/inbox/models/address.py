"""The e-mail address of a person, sealed, and how often codes were sent to one."""

from django.db import models

from tongxin.core import clock
from tongxin.core.fields import SealedTextField
from tongxin.core.names import new_name


class MailAddress(models.Model):
    """Where one person reads mail. Only an address that gave back its code (``confirmed_at``) is ever written to.

    ``trouble`` says why the last mail did not arrive, for the person's own page.
    """

    person = models.OneToOneField("organisation.Person", models.PROTECT, related_name="+")
    key = models.CharField(max_length=22, unique=True, default=new_name, editable=False)
    address = SealedTextField()
    address_index = models.CharField(max_length=32, db_index=True)
    confirmed_at = models.DateTimeField(null=True)
    code_digest = models.CharField(max_length=64, default="", blank=True)
    code_until = models.DateTimeField(null=True)
    n_tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=20, default="", blank=True)

    def __str__(self) -> str:
        return f"of person {self.person_id}"


class CodeSent(models.Model):
    """A code was sent to an address for a person: kept a day, so that nobody can flood a stranger's mailbox."""

    address_index = models.CharField(max_length=32, db_index=True)
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return f"at {self.at}"
