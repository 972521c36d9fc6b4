"""PUBLIC: the door of retention, for the command line."""

from tongxin.retention.reads import TermLine, is_on, open_holds, term_lines
from tongxin.retention.writes import erase_due, set_hold, switch_off, switch_on

__all__ = ["TermLine", "erase_due", "is_on", "open_holds", "set_hold", "switch_off", "switch_on", "term_lines"]
