"""Who makes the request: the person of the signed-in account."""

from django.http import HttpRequest, HttpResponseBase

from tongxin.core.policy import NOBODY, Actor
from tongxin.core.web import GetResponse
from tongxin.organisation.reads.actors import actor_of_user


class ActorMiddleware:
    """Sets ``request.actor``; rights are read when first asked for and forgotten with the request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set the actor and answer the request."""
        request.actor = self._actor(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def _actor(self, request: HttpRequest) -> Actor:
        return actor_of_user(request.user) if request.user.is_authenticated else NOBODY
