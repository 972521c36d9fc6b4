"""What is known of a person: cleaned and checked. Sensitive columns of one person are set here and nowhere else."""

from collections.abc import Callable
from datetime import date
from typing import TypedDict

from django.utils.translation import gettext as _

from tongxin.accounts.public import phone_index
from tongxin.core import clock, crypto
from tongxin.core.errors import BadInputError
from tongxin.organisation.models import Person
from tongxin.organisation.models.person import KINDS
from tongxin.organisation.rules.sexes import FEMALE, MALE, sex_code
from tongxin.sheets.public import CellError, birth_of, national_id, phone, reason_of, sex_of
from tongxin.words.public import search_key

LONGEST = {"name": 60, "staff_no": 40}
NUMBERS: dict[str, Callable[[str], str]] = {"national_id": national_id, "phone": phone}


class Details(TypedDict, total=False):
    """What may be known of a person beside name and number. ``sex`` is kept as m, f or empty."""

    kind: str
    sex: str
    born_on: date | None
    national_id: str
    phone: str


class Changes(Details, total=False):
    """What may change; what is not named stays as it is."""

    name: str
    staff_no: str


def set_details(person: Person, details: Changes) -> list[str]:
    """Set what is known of a person, without saving, and return the names of the columns that changed.

    Sex and birthday follow the identity number where they are not given. Raises BadInputError with the field.
    """
    clean = _cleaned(details)
    _follow_number(person, clean)
    changed = [name for name, value in clean.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, clean[name])
    return changed + _set_indexes(person, changed)


def set_numbers(person: Person, *, national_id: str = "", phone: str = "") -> None:
    """Set numbers that were checked before, with their indexes; an empty one stays as it is."""
    if national_id:
        person.national_id, person.national_id_index = national_id, id_index(national_id)
    if phone:
        person.phone, person.phone_index = phone, phone_index(phone) or ""


def id_index(number: str) -> str | None:
    """Return the keyed index by which an identity number finds its person; None for no number."""
    return crypto.index(number, "national_id") or None


def _cleaned(details: Changes) -> dict[str, object]:
    clean: dict[str, object] = dict(details)
    if "name" in details:
        clean["name"] = _required(" ".join(details["name"].split()), "name", _("The person needs a name."))
    if "staff_no" in details:
        clean["staff_no"] = _required(details["staff_no"].strip(), "staff_no", _("The person needs a staff number."))
    _require_known(details)
    if "sex" in details:
        clean["sex"] = sex_code(details["sex"])
    for name, read in NUMBERS.items():
        if name in clean:
            try:
                clean[name] = read(str(clean[name]))
            except CellError as error:
                raise BadInputError(reason_of(error), field=name) from error
    return clean


def _require_known(details: Changes) -> None:
    if details.get("kind", KINDS[0]) not in KINDS:
        raise BadInputError(_("There is no such kind of person."), field="kind")
    if sex_code(details.get("sex", "")) is None:
        raise BadInputError(_("Choose male or female, or leave it empty."), field="sex")
    born_on = details.get("born_on")
    if born_on and born_on > clock.today():
        raise BadInputError(_("The birthday lies in the future."), field="born_on")


def _required(text: str, field: str, sentence: str) -> str:
    if not text:
        raise BadInputError(sentence, field=field)
    if len(text) > LONGEST[field]:
        raise BadInputError(_("At most %(most)s characters.") % {"most": LONGEST[field]}, field=field)
    return text


def _follow_number(person: Person, clean: dict[str, object]) -> None:
    number = str(clean.get("national_id") or "")
    if not number:
        return
    sex = MALE if sex_of(number) == "male" else FEMALE
    given_sex, given_birth = clean.get("sex") or person.sex, clean.get("born_on") or person.born_on
    if given_sex and given_sex != sex:
        raise BadInputError(_("The identity number belongs to the other sex. Check both."), field="national_id")
    if given_birth and given_birth != birth_of(number):
        raise BadInputError(_("The identity number has another birthday. Check both."), field="national_id")
    clean |= {"sex": sex, "born_on": birth_of(number)}


def _set_indexes(person: Person, changed: list[str]) -> list[str]:
    derived: list[str] = []
    if "name" in changed:
        person.search = search_key(person.name, person=True)
        derived.append("search")
    if "staff_no" in changed and Person.objects.exclude(pk=person.pk).filter(staff_no=person.staff_no).exists():
        raise BadInputError(_("This staff number already belongs to somebody else."), field="staff_no")
    if "national_id" in changed:
        person.national_id_index = id_index(person.national_id)
        derived.append("national_id_index")
        taken = Person.objects.exclude(pk=person.pk).filter(national_id_index=person.national_id_index)
        if person.national_id and taken.exists():
            raise BadInputError(_("This identity number already belongs to somebody else."), field="national_id")
    if "phone" in changed:
        person.phone_index = phone_index(person.phone) or ""
        derived.append("phone_index")
    return derived
