"""All looks in order. One that fails says so and stops no other."""

from collections.abc import Iterator

from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from tongxin.config.checkup import database, folder, surroundings, work
from tongxin.config.checkup.findings import Finding, Look, State

LOOKS = (
    Look("settings", pgettext_lazy("checkup", "Settings and database"), database.settings_and_durability),
    Look("lines", pgettext_lazy("checkup", "Lines to database and cache"), database.lines),
    Look("content", pgettext_lazy("checkup", "Content of the database"), database.content),
    Look("tables", pgettext_lazy("checkup", "Tables"), database.migrations),
    Look("folder", pgettext_lazy("checkup", "Data folder"), folder.room),
    Look("keys", pgettext_lazy("checkup", "Keys"), folder.keys),
    Look("lock", pgettext_lazy("checkup", "Disk"), folder.writers_lock),
    Look("journal", pgettext_lazy("checkup", "Journal"), database.journal),
    Look("followers", pgettext_lazy("checkup", "Followers"), database.followers),
    Look("worker", pgettext_lazy("checkup", "Worker"), work.worker),
    Look("jobs", pgettext_lazy("checkup", "Jobs"), work.jobs),
    Look("front_end", pgettext_lazy("checkup", "Front end"), surroundings.front_end),
    Look("clock", pgettext_lazy("checkup", "Clock"), surroundings.time),
    Look("calendar", pgettext_lazy("checkup", "Calendar"), surroundings.holidays),
    Look("address", pgettext_lazy("checkup", "Address"), surroundings.address),
    Look("texts", pgettext_lazy("checkup", "Text messages"), surroundings.texts),
    Look("scanner", pgettext_lazy("checkup", "Virus scanner"), surroundings.scanner),
    Look("backup", pgettext_lazy("checkup", "Backup"), folder.last_backup),
)
NEEDED_BY_ALL = {"settings", "tables"}


def look_at_everything(*, full: bool = False) -> Iterator[tuple[Look, Finding]]:
    """Return what every look finds, as it is found; ``full`` also reads the whole journal and database."""
    lacking = False
    for look in LOOKS:
        try:
            found = list(look.find(full))
        except DatabaseError as error:
            # Where the database or its tables are missing that was said already; what follows from it is no news.
            found = [] if lacking else [(State.FAULT, _could_not(error))]
        except Exception as error:  # noqa: BLE001 - the outer edge: a doctor must not fall ill with the patient
            found = [(State.FAULT, _could_not(error))]
        lacking = lacking or (look.name in NEEDED_BY_ALL and State.FAULT in {state for state, _text in found})
        yield from ((look, Finding(look.name, state, text)) for state, text in found)


def _could_not(error: Exception) -> str:
    why = f"{type(error).__name__}: {error}".strip()
    return _("This could not be looked at: %(why)s") % {"why": why}
