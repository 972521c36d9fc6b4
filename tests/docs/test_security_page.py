"""The security page tells what the code does: figures, ways in, sealed columns, keys, connections and looks."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings

from tests.source import ROOT, modules
from tongxin.accounts import sign_in
from tongxin.accounts.external.ways import _MAKERS
from tongxin.accounts.rules import passwords
from tongxin.accounts.web import entering, gate
from tongxin.accounts.writes import codes
from tongxin.core.fields import SealedTextField
from tongxin.files import cleaning
from tongxin.files.rules import office, pictures
from tongxin.journal.looks import looks
from tongxin.sheets import child, guards

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
WORDS = " ".join(PAGE.split())
MEGABYTE = 1024 * 1024
PARTS = [
    "What a browser must know", "Input", "Limits of business", "Files", "Ways in", "Sessions", "Who may what",
    "What is kept, and how", "Keys and algorithms", "Connections", "Logs", "Components", "What costs much",
]  # fmt: skip


def hours(span):
    return span // timedelta(hours=1)


def minutes(span):
    return span // timedelta(minutes=1)


FIGURES = {
    f"after {sign_in.TRIES} failures {minutes(sign_in.WINDOW)} minutes' pause",
    f"good for {codes.GOOD_FOR // timedelta(days=1)} days, only to choose a password",
    f"half an entry ends after {entering.HALF_SECONDS} seconds",
    f"{passwords.SHORTEST} to {passwords.LONGEST} signs",
    f"with less than {passwords.LEFT_BESIDE} signs beside",
    f"{settings.SESSION_COOKIE_AGE // 3600} hours after the sign-in",
    f"without use after {hours(gate.IDLE)} hours, of administrators after {minutes(gate.IDLE_ADMINISTRATOR)} minutes",
    f"at most {cleaning.MAX_FILES} files of {cleaning.MAX_SIZE // MEGABYTE} MB, "
    f"{cleaning.MAX_TOGETHER // MEGABYTE} MB together",
    f"at most {pictures.MAX_PIXELS // 10**6} million pixels",
    f"at most {office.MAX_UNPACKED // MEGABYTE} MB and {office.MAX_ENTRIES} entries",
    f"at most {guards.MAX_FILE // MEGABYTE} MB, {guards.MAX_UNPACKED // MEGABYTE} MB unpacked",
    f"{child.MAX_MEMORY // MEGABYTE} MB of memory and {child.MAX_CPU_SECONDS} seconds",
    f"{settings.API_RATE} requests a minute",
    f"{settings.EGRESS_TIMEOUT} seconds, no redirect",
}


@pytest.mark.parametrize("figure", sorted(FIGURES))
def test_every_figure_of_the_security_page_is_that_of_the_code(figure):
    assert figure in WORDS


def test_the_security_page_has_all_its_parts():
    parts = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", PAGE, re.MULTILINE))
    assert list(parts) == PARTS
    assert [title for title, text in parts.items() if len(text.split()) < 30] == []


def test_every_way_in_is_on_the_security_page():
    ways = re.findall(r"^\| (`.+?`.*?|key of the API) \|", PAGE.partition("## Ways in")[2].partition("## ")[0], re.M)
    named = {way for row in ways for way in re.findall(r"`(\w+)`", row)}
    begun = {way for file in modules() for way in re.findall(r"\bway=\"(\w+)\"", file.read_text(encoding="utf-8"))}
    assert begun
    assert named == begun | set(_MAKERS) | {"password"}


def test_the_words_no_password_is_made_of_are_named():
    assert (
        f"these words with less than {passwords.LEFT_BESIDE} signs beside: {', '.join(passwords.FAVOURITES)}." in WORDS
    )
    for word in passwords.FAVOURITES:
        assert passwords.is_guessable(f"{word}2026")


def test_every_sealed_column_is_on_the_security_page():
    sealed = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, SealedTextField)
    }
    kept = PAGE.partition("## What is kept, and how")[2].partition("## ")[0]
    assert set(re.findall(r"`(\w+\.[A-Z]\w+\.\w+)`", kept)) == sealed


def test_every_purpose_of_a_key_is_on_the_security_page():
    text = "".join(file.read_text(encoding="utf-8") for file in modules())
    purposes = set(re.findall(r"(?:derived|secret_text)\((?:settings\.)?HOME, f?\"([\w-]+:?)", text))
    assert len(purposes) > 3
    keys = PAGE.partition("## Keys and algorithms")[2].partition("## ")[0]
    assert {
        purpose for purpose in re.findall(r"`([\w-]+:?)`", keys) if purpose.endswith(":") or "s" in purpose
    } >= purposes


def test_every_connection_is_on_the_security_page():
    starts = ("TONGXIN_MAIL_HOST", "TONGXIN_EGRESS", "TONGXIN_CHECKPOINTS_TO", "DATABASE_URL", "REDIS_URL",
              "TONGXIN_OIDC_ISSUER", "TONGXIN_LDAP_URL")  # fmt: skip
    suites = (f"TONGXIN_{code.upper()}_APP" for code in _MAKERS if code not in ("oidc", "ldap"))
    connections = PAGE.partition("## Connections")[2].partition("## ")[0]
    assert [name for name in (*starts, *suites) if f"`{name}`" not in connections] == []
    reaching = {"urllib3", "smtplib", "ldap3", "http.client"}
    files = {str(file.relative_to(ROOT)) for file in modules() if reaching & set(_top(file))}
    assert files == REACH_OUT


REACH_OUT = {
    "tongxin/accounts/external/outbound.py", "tongxin/accounts/external/ldap/link.py", "tongxin/core/egress.py",
    "tongxin/inbox/channels/mail.py",
}  # fmt: skip


def _top(file):
    return re.findall(r"^(?:import|from) ([\w.]+)", file.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_look_is_on_the_security_page():
    logs = PAGE.partition("## Logs")[2].partition("## ")[0]
    assert set(re.findall(r"`([a-z]+\.[a-z_]+)`", logs)) == set(looks())
