"""Short names of the lines, for tabs and narrow columns: the first character stands for the line."""

from django.utils.translation import pgettext_lazy

SHORT = {
    "administrative": pgettext_lazy("line, in one or two characters", "Admin"),
    "party": pgettext_lazy("line, in one or two characters", "Party"),
    "union": pgettext_lazy("line, in one or two characters", "Union"),
    "league": pgettext_lazy("line, in one or two characters", "League"),
    "women": pgettext_lazy("line, in one or two characters", "Women"),
}
