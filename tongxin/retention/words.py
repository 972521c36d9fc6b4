"""Terms of keeping in words."""

from django.utils.translation import ngettext

from tongxin.retention.rules import MONTHS


def months_words(months: int) -> str:
    """Return a number of months as people say it, whole years as years: 6 months, 10 years."""
    years, rest = divmod(months, MONTHS)
    if years and not rest:
        return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
