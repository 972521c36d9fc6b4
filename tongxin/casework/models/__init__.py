"""Rows of casework, one noun a file."""

from tongxin.casework.models.case import Case
from tongxin.casework.models.duplicate import Duplicate
from tongxin.casework.models.exclusion import Exclusion
from tongxin.casework.models.message import Message
from tongxin.casework.models.rating import Rating
from tongxin.casework.models.route import Route
from tongxin.casework.models.tally import Tally

__all__ = ["Case", "Duplicate", "Exclusion", "Message", "Rating", "Route", "Tally"]
