"""A notice is open to the person it was told to, and to nobody else."""

from django.db.models import QuerySet

from tongxin.core.errors import NotFoundError
from tongxin.core.policy import Actor
from tongxin.inbox.models import Notice


def visible_notices(actor: Actor) -> QuerySet[Notice]:
    """Return the actor's own notices."""
    return Notice.objects.filter(person_id=actor.person_id) if actor.person_id else Notice.objects.none()


def access_notice(*, actor: Actor, notice_id: int) -> Notice:
    """Return one of the actor's own notices. Raises NotFoundError for any other."""
    notice = visible_notices(actor).filter(pk=notice_id).first()
    if notice is None:
        raise NotFoundError
    return notice
