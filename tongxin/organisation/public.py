"""PUBLIC: the door of the organisation, for the apps above."""

from tongxin.organisation.directory.sync import Synced, sync_directory
from tongxin.organisation.exporting.slips import Written, write_slips
from tongxin.organisation.exporting.units import export_units
from tongxin.organisation.fields import UnitField
from tongxin.organisation.importing.people import import_people
from tongxin.organisation.importing.runs import import_runs
from tongxin.organisation.importing.undoing import undo_import
from tongxin.organisation.importing.units import import_units
from tongxin.organisation.models import CodeRun, Person, Unit
from tongxin.organisation.models.unit import LINES
from tongxin.organisation.reads.actors import actor_of_user
from tongxin.organisation.reads.main_roles import main_roles
from tongxin.organisation.reads.people import (
    PersonPage,
    find_person,
    history_of,
    person_by_key,
    person_page,
    search_people,
)
from tongxin.organisation.reads.sensitive import Sensitive, looks_at, see_sensitive
from tongxin.organisation.reads.standings import kinds, posts, roles, standings
from tongxin.organisation.reads.tree import (
    ancestors_of,
    children_of,
    counts_below,
    descendant_ids,
    is_below,
    nearest_above,
    other_lines,
    path_name,
    path_names,
    people_counts,
    roots,
    standing_path,
)
from tongxin.organisation.reads.units import (
    access_unit,
    find_unit,
    line_name,
    lines_in_use,
    search_units,
    type_name,
    type_names,
    unit_by_key,
)
from tongxin.organisation.rights import (
    Holding,
    Reach,
    access_person,
    actor_for,
    can_edit_person,
    can_view_person,
    can_view_sensitive,
    editable_people,
    givers,
    has_holder,
    has_role,
    holders,
    holders_anywhere,
    holdings,
    learn_above,
    nameable_people,
    person_of,
    reach,
    reached_units,
    reaches,
    reaches_any,
    stand_ins,
    visible_people,
)
from tongxin.organisation.writes.accounts import give_account, give_code
from tongxin.organisation.writes.delegation import delegate, end_delegation
from tongxin.organisation.writes.dissolving import dissolve_unit
from tongxin.organisation.writes.grants import grant_role, revoke_grant
from tongxin.organisation.writes.memberships import change_standing, join_unit, leave_unit, transfer_person
from tongxin.organisation.writes.merging import merge_units
from tongxin.organisation.writes.people import change_person, person_leaves, register_person
from tongxin.organisation.writes.placing import move_unit
from tongxin.organisation.writes.posts import appoint, end_post
from tongxin.organisation.writes.splitting import split_unit
from tongxin.organisation.writes.unit_types import load_unit_types
from tongxin.organisation.writes.units import found_unit, rename_unit, serve_unit

__all__ = [
    "LINES",
    "CodeRun",
    "Holding",
    "Person",
    "PersonPage",
    "Reach",
    "Sensitive",
    "Synced",
    "Unit",
    "UnitField",
    "Written",
    "access_person",
    "access_unit",
    "actor_for",
    "actor_of_user",
    "ancestors_of",
    "appoint",
    "can_edit_person",
    "can_view_person",
    "can_view_sensitive",
    "change_person",
    "change_standing",
    "children_of",
    "counts_below",
    "delegate",
    "descendant_ids",
    "dissolve_unit",
    "editable_people",
    "end_delegation",
    "end_post",
    "export_units",
    "find_person",
    "find_unit",
    "found_unit",
    "give_account",
    "give_code",
    "givers",
    "grant_role",
    "has_holder",
    "has_role",
    "history_of",
    "holders",
    "holders_anywhere",
    "holdings",
    "import_people",
    "import_runs",
    "import_units",
    "is_below",
    "join_unit",
    "kinds",
    "learn_above",
    "leave_unit",
    "line_name",
    "lines_in_use",
    "load_unit_types",
    "looks_at",
    "main_roles",
    "merge_units",
    "move_unit",
    "nameable_people",
    "nearest_above",
    "other_lines",
    "path_name",
    "path_names",
    "people_counts",
    "person_by_key",
    "person_leaves",
    "person_of",
    "person_page",
    "posts",
    "reach",
    "reached_units",
    "reaches",
    "reaches_any",
    "register_person",
    "rename_unit",
    "revoke_grant",
    "roles",
    "roots",
    "search_people",
    "search_units",
    "see_sensitive",
    "serve_unit",
    "split_unit",
    "stand_ins",
    "standing_path",
    "standings",
    "sync_directory",
    "transfer_person",
    "type_name",
    "type_names",
    "undo_import",
    "unit_by_key",
    "visible_people",
    "write_slips",
]
