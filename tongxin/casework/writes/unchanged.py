"""Doing something to a case only while it is as it was seen."""

from collections.abc import Callable

from tongxin.casework.models import Case, Message
from tongxin.casework.rights import access_case
from tongxin.core.acts import act
from tongxin.core.api import ChangedError
from tongxin.core.policy import Actor, require


@act
def if_unchanged(*, actor: Actor, key: str, version: int | None, step: Callable[[], Case | Message]) -> Case | Message:
    """Take a step of another service if the case still has the version that the actor saw; None asks for nothing.

    Locks the case. Raises NotFoundError, ChangedError, and what the step raises.
    """
    case = access_case(actor=actor, key=key, lock=True)
    require(version in (None, case.version), ChangedError)
    return step()
