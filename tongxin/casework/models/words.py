"""The words of a case or a message: plain where the raiser gave his name to all who handle, sealed where only to one.

Sealed words enter no index, no search and no model (docs/security.md, field encryption).
"""

import json
from dataclasses import asdict, dataclass

from django.db import models

from tongxin.core.fields import SealedTextField
from tongxin.core.names import new_name


@dataclass(frozen=True)
class Words:
    """What somebody wrote. ``spot`` says exactly where it happened."""

    title: str = ""
    body: str = ""
    wish: str = ""
    spot: str = ""


class Worded(models.Model):
    """A row with words. Set them by ``put_words``; read them by ``words``, which opens sealed ones."""

    key = models.CharField(max_length=22, unique=True, default=new_name, editable=False)
    title = models.CharField(max_length=120, default="", blank=True)
    body = models.TextField(default="", blank=True)
    wish = models.TextField(default="", blank=True)
    spot = models.CharField(max_length=80, default="", blank=True)
    sealed = SealedTextField(default="", blank=True)

    class Meta:
        abstract = True

    def put_words(self, words: Words, *, sealed: bool) -> None:
        """Keep the words, sealed or plain."""
        plain = Words() if sealed else words
        self.title, self.body, self.wish, self.spot = plain.title, plain.body, plain.wish, plain.spot
        self.sealed = json.dumps(asdict(words), ensure_ascii=False) if sealed else ""

    @property
    def words(self) -> Words:
        """Return the words. Whoever asks must have been allowed to (rights.can_read_words)."""
        sealed = self.sealed
        return Words(**json.loads(sealed)) if sealed else Words(self.title, self.body, self.wish, self.spot)
