"""What a reader chooses about the page itself. A choice belongs to the device and is kept in a cookie."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import Text


@dataclass(frozen=True)
class Choice:
    """One choice: its values with their words. The first value is the default.

    The label is shown where ``is_named``: the words alone do not say what is chosen.
    """

    name: str
    label: Text
    cookie: str
    words: Mapping[str, Text]
    is_named: bool = False

    def chosen(self, request: HttpRequest) -> str:
        """Return the value of this device; an unknown one counts as none."""
        value = request.COOKIES.get(self.cookie, "")
        return value if value in self.words else next(iter(self.words))


def _cookie(name: str) -> str:
    return f"{settings.COOKIE_PREFIX}tongxin_{name}"


LANGUAGE = Choice(
    "language", _("Language"), settings.LANGUAGE_COOKIE_NAME, {"zh-hans": "简体", "zh-hant": "繁體", "en": "English"}
)
THEME = Choice(
    "theme", _("Colours"), _cookie("theme"), {"auto": _("As the device"), "light": _("Light"), "dark": _("Dark")}
)
SIZE = Choice("size", _("Size of the letters"), _cookie("size"), {"normal": _("Normal"), "large": _("Large")})
KEYS = Choice(
    "keys", _("Shortcuts by single keys, as j or k"), _cookie("keys"), {"on": _("Keys on"), "off": _("Keys off")}, True
)
CHOICES = (LANGUAGE, THEME, SIZE, KEYS)
