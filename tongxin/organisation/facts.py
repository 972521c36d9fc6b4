"""PUBLIC: what the organisation records in the journal."""

from collections.abc import Mapping
from dataclasses import field

from django.utils.translation import gettext_lazy as _

from tongxin.journal.facts import Fact, fact
from tongxin.journal.looks import declare_look


@fact("organisation.unit_founded", _("unit founded"), public=True)
class UnitFounded(Fact):
    """A unit exists from a day on, below its parent. Holds no personal data."""

    code: str = ""
    name: str = ""
    type: str = ""
    parent_id: int | None = None


@fact("organisation.unit_renamed", _("unit renamed"), public=True)
class UnitRenamed(Fact):
    """A unit bears another name from a day on. Holds no personal data."""

    old: str = ""
    new: str = ""


@fact("organisation.unit_retyped", _("type of unit changed"), public=True)
class UnitRetyped(Fact):
    """A unit is of another type. Holds no personal data."""

    old: str = ""
    new: str = ""


@fact("organisation.unit_moved", _("unit moved"), public=True)
class UnitMoved(Fact):
    """A unit with all below it stands elsewhere from a day on. Holds no personal data."""

    from_id: int | None = None
    to_id: int | None = None


@fact("organisation.unit_attached", _("unit attached"))
class UnitAttached(Fact):
    """A unit of another line serves this administrative unit. Holds no personal data."""

    serves_id: int | None = None


@fact("organisation.unit_merged", _("unit merged"), public=True)
class UnitMerged(Fact):
    """A unit went into another one, with its people and all below it. Holds no personal data."""

    into_id: int | None = None
    people: int = 0


@fact("organisation.unit_split", _("unit split"))
class UnitSplit(Fact):
    """New units came out of a unit. Holds no personal data."""

    part_ids: tuple[int, ...] = ()


@fact("organisation.unit_dissolved", _("unit dissolved"), public=True)
class UnitDissolved(Fact):
    """A unit exists no longer from a day on. Holds no personal data."""


@fact("organisation.unit_described", _("duties or plan of a unit changed"))
class UnitDescribed(Fact):
    """The duties of a unit or its plan of the year were written: which of them, not what. Holds no personal data."""

    changed: tuple[str, ...] = ()


@fact("organisation.units_imported", _("units imported"))
class UnitsImported(Fact):
    """A file of units was brought in; the counts say what it did. Holds no personal data."""

    run_id: int = 0
    line: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


@fact("organisation.units_import_undone", _("import of units taken back"))
class UnitsImportUndone(Fact):
    """An import of units was taken back; the counts say what is as before and what stays. Holds no personal data."""

    run_id: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)


@fact("organisation.person_registered", _("person registered"))
class PersonRegistered(Fact):
    """Somebody belongs to the organisation from a day on, at work in a unit. Erased with the person."""


@fact("organisation.person_changed", _("person changed"))
class PersonChanged(Fact):
    """What is known of a person changed: the names of the fields, never their values. Erased with the person."""

    changed: tuple[str, ...] = ()


@fact("organisation.person_left", _("person left"))
class PersonLeft(Fact):
    """Somebody belongs to the organisation no longer from a day on. Erased with the person."""


@fact("organisation.joined", _("joined a unit"))
class Joined(Fact):
    """Somebody belongs to a unit of a line, with a standing, from a day on. Erased with the person."""

    line: str = ""
    standing: str = ""


@fact("organisation.standing_changed", _("standing changed"))
class StandingChanged(Fact):
    """Somebody belongs to his unit with another standing from a day on. Erased with the person."""

    line: str = ""
    old: str = ""
    new: str = ""


@fact("organisation.left_unit", _("left a unit"))
class LeftUnit(Fact):
    """Somebody belongs to no unit of a line any more from a day on. Erased with the person."""

    line: str = ""


@fact("organisation.transferred", _("transferred"))
class Transferred(Fact):
    """Somebody works in, or belongs to, another unit of a line from a day on. Erased with the person."""

    line: str = ""
    from_id: int | None = None
    to_id: int | None = None


@fact("organisation.appointed", _("appointed"))
class Appointed(Fact):
    """Somebody holds a post in a unit from a day on. Erased with the person."""

    post_id: int = 0
    code: str = ""
    title: str = ""


@fact("organisation.post_ended", _("post ended"))
class PostEnded(Fact):
    """Somebody holds a post no longer from a day on. Erased with the person."""

    post_id: int = 0
    code: str = ""
    title: str = ""


@fact("organisation.role_granted", _("role granted"))
class RoleGranted(Fact):
    """A security administrator gave somebody a role until a last day. Erased with the person."""

    grant_id: int = 0
    role: str = ""
    last_on: str = ""


@fact("organisation.grant_revoked", _("role taken back"))
class GrantRevoked(Fact):
    """A role that was given by a grant is held no longer. Erased with the person."""

    grant_id: int = 0
    role: str = ""


@fact("organisation.delegated", _("role delegated"))
class Delegated(Fact):
    """Somebody lets another act for him in one of his roles until a last day. Erased with either person."""

    delegation_id: int = 0
    role: str = ""
    giver_id: int = 0
    last_on: str = ""


@fact("organisation.delegation_ended", _("delegation ended"))
class DelegationEnded(Fact):
    """A delegation counts no longer. Erased with either person."""

    delegation_id: int = 0
    role: str = ""
    giver_id: int = 0


@fact("organisation.codes_ordered", _("sign-in codes for many ordered"))
class CodesOrdered(Fact):
    """Sign-in codes were ordered for the people of a unit without a password. Holds no personal data."""

    people: int = 0
    again: bool = False


@fact("organisation.people_imported", _("people imported"))
class PeopleImported(Fact):
    """One batch of a roster was brought in; the counts say what it did. Holds no personal data."""

    run_id: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)


@fact("organisation.people_import_undone", _("import of people taken back"))
class PeopleImportUndone(Fact):
    """An import of people was taken back; the counts say what is as before and what stays. Holds no personal data."""

    run_id: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)


SENSITIVE_SEEN = declare_look("organisation.sensitive_seen", _("identity number and phone seen"))
OWN_SENSITIVE_SEEN = declare_look("organisation.own_sensitive_seen", _("own identity number and phone seen"))
CODES_TOLD = declare_look("organisation.codes_told", _("slips with sign-in codes shown"))
SHEET_UPLOADED = declare_look("organisation.sheet_uploaded", _("sheet of people or units uploaded to be checked"))
REFUSALS_TAKEN = declare_look("organisation.refusals_taken", _("list of refused rows of an import taken"))
PEOPLE_EXPORTED = declare_look("organisation.people_exported", _("people exported"))
DIRECTORY_READ = declare_look("organisation.directory_read", _("people or units read by a directory"))
UNITS_EXPORTED = declare_look("organisation.units_exported", _("units exported"))
