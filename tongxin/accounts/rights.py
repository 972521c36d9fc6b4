"""Who may come in how: an account that opens what others wrote is never opened by one administrator alone."""

from tongxin.accounts.models import User
from tongxin.core.policy import Actor, is_guarded


def needs_vouching(actor: Actor, user: User) -> bool:
    """Return whether the actor holds a guarded right, and one administrator alone may have opened his account.

    Asked at every request, because rights come and go: by a post from tomorrow on, a delegation, a renewed grant.
    """
    return not user.vouched and is_guarded(actor)
