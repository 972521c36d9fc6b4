"""Who sets holds and switches erasing on: the audit administrator, who sees no content by it."""

from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import NotFoundError
from tongxin.core.policy import Actor, Right, declare, may
from tongxin.retention.models import Hold

MANAGE = "retention.manage"

declare(
    Right(
        MANAGE,
        _("see what is erased when, put it on hold, and switch erasing on"),
        _("Of the contents nothing is shown."),
        guarded=True,
        administers=True,
    )
)


def access_hold(*, actor: Actor, key: str) -> Hold:
    """Return a hold, locked, by the name in its address. Raises NotFoundError."""
    found = Hold.objects.select_for_update().filter(key=key).first() if may(actor, MANAGE) else None
    if found is None:
        raise NotFoundError
    return found
