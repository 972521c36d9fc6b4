"""What feedback keeps of one person, told to that person: what he said with his name."""

from django.utils.translation import gettext as _

from tongxin.core.own_data import Section, moment_text
from tongxin.core.policy import Actor
from tongxin.feedback.models import Remark


def own_data(actor: Actor, full: bool) -> list[Section]:  # noqa: ARG001 - his own words, always whole
    """Return the section of the person who acts. One query."""
    found = Remark.objects.filter(person_id=actor.person_id or 0).order_by("-pk")
    rows = [(row.body, moment_text(row.hour), row.answer) for row in found]
    origin = _("Written by you with your name. What you wrote without a name cannot be found here, by anybody.")
    columns = (_("What I wrote"), _("In the hour from"), _("Answer"))
    return [Section("remarks", _("Said about the platform"), origin, columns, rows)]
