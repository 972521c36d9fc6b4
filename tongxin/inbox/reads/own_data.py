"""What the inbox keeps of one person, told to that person."""

from django.utils.translation import gettext as _

from tongxin.core.own_data import Section, moment_text
from tongxin.core.policy import Actor
from tongxin.inbox.kinds import kind_or_forgotten
from tongxin.inbox.models import Preference
from tongxin.inbox.rights import own_address, visible_notices
from tongxin.words.public import mask


def own_data(actor: Actor, full: bool) -> list[Section]:
    """Return the sections of the person who acts. Three queries."""
    return [_telling(actor, full=full), _notices(actor)]


def _telling(actor: Actor, *, full: bool) -> Section:
    address, choice = own_address(actor), Preference.objects.filter(person_id=actor.person_id or 0).first()
    rows = []
    if address is not None:
        shown = address.address if full else mask(address.address)
        rows.append((_("E-mail address (kept encrypted)"), shown))
        rows.append((_("Confirmed"), moment_text(address.confirmed_at) or _("not yet")))
    if choice is not None:
        rows.append((_("Told by mail"), _("yes") if choice.by_mail else _("no")))
        rows.append((_("Counted in the group's robot"), _("yes") if choice.by_robot else _("no")))
        rows.append((_("Quiet hours"), f"{choice.quiet_from:%H:%M}–{choice.quiet_until:%H:%M}"))
    origin = _("Entered by you. Without it nothing leaves the product.")
    return Section("telling", _("How I am told"), origin, (_("Item"), _("Kept")), rows)


def _notices(actor: Actor) -> Section:
    rows = [
        (kind_or_forgotten(row.kind).title_with(row.data), moment_text(row.made_at), moment_text(row.read_at))
        for row in visible_notices(actor).order_by("-pk")
    ]
    origin = _("Made by the product when something was done that concerns you. Those read long ago are forgotten.")
    return Section("notices", _("Notices kept"), origin, (_("Notice"), _("Told"), _("Read")), rows)
