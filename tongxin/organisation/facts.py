"""PUBLIC: what the organisation records in the journal."""

from collections.abc import Mapping
from dataclasses import field

from django.utils.translation import gettext_lazy as _

from tongxin.journal.facts import Fact, fact


@fact("organisation.unit_founded", _("unit founded"))
class UnitFounded(Fact):
    """A unit exists from a day on, below its parent. Holds no personal data."""

    code: str = ""
    name: str = ""
    type: str = ""
    parent_id: int | None = None


@fact("organisation.unit_renamed", _("unit renamed"))
class UnitRenamed(Fact):
    """A unit bears another name from a day on. Holds no personal data."""

    old: str = ""
    new: str = ""


@fact("organisation.unit_retyped", _("type of unit changed"))
class UnitRetyped(Fact):
    """A unit is of another type. Holds no personal data."""

    old: str = ""
    new: str = ""


@fact("organisation.unit_moved", _("unit moved"))
class UnitMoved(Fact):
    """A unit with all below it stands elsewhere from a day on. Holds no personal data."""

    from_id: int | None = None
    to_id: int | None = None


@fact("organisation.unit_attached", _("unit attached"))
class UnitAttached(Fact):
    """A unit of another line serves this administrative unit. Holds no personal data."""

    serves_id: int | None = None


@fact("organisation.unit_merged", _("unit merged"))
class UnitMerged(Fact):
    """A unit went into another one, with its people and all below it. Holds no personal data."""

    into_id: int | None = None
    people: int = 0


@fact("organisation.unit_split", _("unit split"))
class UnitSplit(Fact):
    """New units came out of a unit. Holds no personal data."""

    part_ids: tuple[int, ...] = ()


@fact("organisation.unit_dissolved", _("unit dissolved"))
class UnitDissolved(Fact):
    """A unit exists no longer from a day on. Holds no personal data."""


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
