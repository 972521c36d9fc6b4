"""Who may take facts: whoever reads the journal takes all, others those of the units that their right reaches.

Webhooks are set by who changes the settings of the system.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import NotFoundError
from tongxin.core.policy import Actor, may
from tongxin.core.scopes import Scope, declare_scope
from tongxin.exchange.models import Endpoint
from tongxin.organisation.public import reach

# Declared by organisation, beside the roles that hold them.
FACTS_READ = "journal.facts"
JOURNAL_VIEW = "journal.view"
SETTINGS = "system.settings"
READ = "facts:read"

declare_scope(Scope(READ, _("take facts for a data warehouse")))


def units_of_facts(actor: Actor) -> QuerySet[Any, Any] | None:
    """Return the ids of the units whose facts the actor may take; None where he may take all."""
    if may(actor, JOURNAL_VIEW):
        return None
    far = reach(actor, FACTS_READ)
    return None if far.everywhere else far.unit_ids()


def can_set_endpoints(actor: Actor) -> bool:
    """Return whether the actor may set webhooks: who changes the settings of the system."""
    return may(actor, SETTINGS)


def visible_endpoints(actor: Actor) -> QuerySet[Endpoint]:
    """Return the webhooks that the actor may set."""
    return Endpoint.objects.all() if can_set_endpoints(actor) else Endpoint.objects.none()


def access_endpoint(*, actor: Actor, key: str, lock: bool = False) -> Endpoint:
    """Return a webhook by the name in its address. Raises NotFoundError."""
    rows = visible_endpoints(actor).select_for_update() if lock else visible_endpoints(actor)
    found = rows.filter(key=key).first()
    if found is None:
        raise NotFoundError
    return found
