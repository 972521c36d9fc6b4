"""Panels of the organisation on pages of others: who I am."""

from typing import Any

from tongxin.core.ui.panels import Context, Panel
from tongxin.organisation.reads.codes import open_code_of, used_code_of
from tongxin.organisation.reads.people import person_page
from tongxin.organisation.reads.rights_lists import held_rights
from tongxin.organisation.reads.sensitive import looks_at
from tongxin.organisation.reads.standings import kinds, standings
from tongxin.organisation.reads.tree import path_name
from tongxin.organisation.reads.units import line_name
from tongxin.organisation.rights import person_of


class MePanel(Panel):
    """Where I belong, what I hold, what I may do, and how often somebody looked at my sensitive data."""

    name = "organisation.me"
    slot = "me"
    template = "organisation/panels/me.html"
    order = 10

    def is_relevant(self, context: Context) -> bool:
        """Show it to people."""
        return person_of(context["actor"]) is not None

    def context(self, context: Context) -> dict[str, Any]:
        """Return it as of today."""
        actor = context["actor"]
        person = person_of(actor)
        if person is None:
            return {}
        shown = person_page(person)
        return {
            "person": person,
            "home": person.home,
            "path": path_name(person.home) if person.home else "",
            "kind": kinds().get(person.kind, person.kind),
            "memberships": [
                (line_name(one.line), standings(one.line).get(one.standing, one.standing), one.unit)
                for one in shown.memberships[1:]
            ],
            "posts": shown.posts,
            "rights": held_rights(actor),
            "looks": looks_at(person),
            "code": open_code_of(person),
            "used": used_code_of(person),
        }
