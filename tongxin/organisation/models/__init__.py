"""Rows of the organisation, one noun a file."""

from tongxin.organisation.models.code_run import CodeRun, CodeText
from tongxin.organisation.models.directory import DirectoryLink
from tongxin.organisation.models.import_order import ImportOrder
from tongxin.organisation.models.membership import Membership
from tongxin.organisation.models.person import Person
from tongxin.organisation.models.post import Post
from tongxin.organisation.models.rights import Delegation, Grant
from tongxin.organisation.models.run import ImportRun, RunChange
from tongxin.organisation.models.unit import Unit, UnitName, UnitPath, UnitType

__all__ = [
    "CodeRun",
    "CodeText",
    "Delegation",
    "DirectoryLink",
    "Grant",
    "ImportOrder",
    "ImportRun",
    "Membership",
    "Person",
    "Post",
    "RunChange",
    "Unit",
    "UnitName",
    "UnitPath",
    "UnitType",
]
