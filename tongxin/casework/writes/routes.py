"""Setting which unit is responsible for what."""

from django.utils.translation import gettext as _

from tongxin.casework.book import category_codes
from tongxin.casework.facts import RoutesChanged
from tongxin.casework.models import Route
from tongxin.casework.rights import HANDLE, SUPERVISE, visible_routes
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, NotFoundError, RuleBrokenError
from tongxin.core.policy import Actor, require
from tongxin.journal.public import record
from tongxin.organisation.public import Unit, holders, reaches


@act
def set_route(*, actor: Actor, category: str, scope: Unit, unit: Unit) -> Route:
    """Cases of a category (empty = any) at or below ``scope`` go to ``unit``; replaces the route there was.

    Records RoutesChanged. Raises Forbidden, RuleBroken for a unit without a handler, BadInput.
    """
    require(reaches(actor, SUPERVISE, scope.pk))
    if category and category not in category_codes():
        raise BadInputError(_("Choose a category from the list."), field="category")
    require(
        bool(holders(HANDLE, unit.pk)),
        RuleBrokenError,
        _("%(unit)s has no handler yet. Appoint one first, then cases can go there.") % {"unit": unit.name},
    )
    route, _fresh = Route.objects.update_or_create(category=category, scope=scope, defaults={"unit": unit})
    record(RoutesChanged(object=f"casework.route:{route.pk}", unit_id=scope.pk, category=category, to_unit_id=unit.pk))
    return route


@act
def remove_route(*, actor: Actor, route_id: int) -> None:
    """Take a route away; the nearest one above, or the nearest unit with a handler, takes its place.

    Records RoutesChanged. Raises NotFound.
    """
    route = visible_routes(actor).filter(pk=route_id).first()
    if route is None:
        raise NotFoundError
    route.delete()
    record(RoutesChanged(object=f"casework.route:{route_id}", unit_id=route.scope_id, category=route.category))
