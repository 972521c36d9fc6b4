"""Confirming that the privacy notice was read."""

from django.utils.translation import gettext as _

from tongxin.accounts.facts import NoticeConfirmed
from tongxin.accounts.models import NoticeConfirmation, User
from tongxin.accounts.notice import version_in_force
from tongxin.core.acts import act
from tongxin.core.errors import RuleBrokenError
from tongxin.core.policy import Actor
from tongxin.journal.public import record


@act
def confirm_notice(*, actor: Actor, user: User, version: int) -> User:
    """The owner of an account confirms having read a version of the notice, which must be the one in force.

    It is a receipt of what was told (个人信息保护法, article 17), no consent (article 13): nothing is allowed by it.
    A second time changes nothing. Records NoticeConfirmed. Raises RuleBrokenError.
    """
    if version != version_in_force():
        raise RuleBrokenError(_("The notice has changed meanwhile. Please read the one below."))
    fresh = NoticeConfirmation.objects.get_or_create(user=user, version=version)[1]
    if fresh:
        record(NoticeConfirmed(object=f"accounts.user:{user.pk}", version=version))
    user.notice_version = version
    user.save(update_fields=["notice_version"])
    return user


def must_read_notice(user: User) -> bool:
    """Return whether the notice in force is unread. No query: the account carries the version."""
    return user.notice_version < version_in_force()
