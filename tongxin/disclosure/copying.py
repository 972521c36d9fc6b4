"""A copy of one's own data, for reading (.xlsx) and for other programs (.json)."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.errors import BadInputError
from tongxin.core.own_data import Section, moment_text, own_data
from tongxin.core.policy import Actor, require
from tongxin.disclosure.facts import OWN_DATA_TAKEN
from tongxin.disclosure.rights import require_person
from tongxin.journal.public import note
from tongxin.sheets.public import Cell, SheetToWrite, write_xlsx


def copy_own_data(*, actor: Actor, form: str) -> bytes:
    """Return everything that is kept of the person who acts, sealed numbers written out. That it was taken is noted.

    ``form`` is json or xlsx. Raises Forbidden for who is no person, BadInput for another form.
    """
    person = require_person(actor)
    require(form in FORMS, BadInputError, _("Choose a sheet or JSON."), field="form")
    sections = own_data(actor, full=True)
    note(
        OWN_DATA_TAKEN,
        actor=actor,
        object=f"organisation.person:{person.pk}",
        person_id=person.pk,
        unit_id=person.home_id,
        form=form,
    )
    return FORMS[form](sections)


def _json(sections: list[Section]) -> bytes:
    made = {
        "made_at": clock.now().isoformat(),
        "sections": [
            {
                "key": section.key,
                "title": str(section.title),
                "origin": str(section.origin),
                "columns": [str(column) for column in section.columns],
                "rows": [list(row) for row in section.rows],
            }
            for section in sections
        ],
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode()


def _xlsx(sections: list[Section]) -> bytes:
    about: list[list[Cell]] = [[_("This copy"), _("Made for the person it is about"), moment_text(clock.now())]]
    about += [[str(section.title), str(section.origin), len(section.rows)] for section in sections]
    header = (_("Item"), _("Where it comes from"), _("How many"))
    first: SheetToWrite = (_("Where it comes from"), header, about)
    sheets: list[SheetToWrite] = [
        (str(section.title), [str(column) for column in section.columns], section.rows) for section in sections
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "my-data.xlsx"
        write_xlsx(file, [first, *sheets])
        return file.read_bytes()


FORMS: dict[str, Callable[[list[Section]], bytes]] = {"json": _json, "xlsx": _xlsx}
