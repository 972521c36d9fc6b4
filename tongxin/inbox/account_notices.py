"""What somebody is told of his own account: a code was made for it, or its password was set by somebody else."""

from django.utils.translation import gettext_lazy as _

from tongxin.accounts.facts import CodeIssued, CodeUsed, PasswordSet
from tongxin.accounts.public import User
from tongxin.inbox.kinds import NoticeKind, register_kind
from tongxin.inbox.writes.telling import notify
from tongxin.journal.public import Follower, Read, follow
from tongxin.organisation.public import actor_of_user

KINDS = {
    CodeIssued.kind: NoticeKind(
        CodeIssued.kind,
        _("A sign-in code was made for your account"),
        _("If you did not ask for it, make it invalid under Me"),
        "lock",
        urgent=True,
    ),
    CodeUsed.kind: NoticeKind(
        CodeUsed.kind,
        _("A new password was chosen with a sign-in code"),
        _("If that was not you, tell your security administrator"),
        "lock",
        urgent=True,
    ),
    PasswordSet.kind: NoticeKind(
        PasswordSet.kind,
        _("Your password was set on the server"),
        _("If you did not ask for it, tell your security administrator"),
        "lock",
        urgent=True,
    ),
}


def tell_owners(entries: list[Read]) -> None:
    """Tell the owner of the account, unless he did it himself; of a code's use always: who used it looks like him.

    A code made with many others is for somebody who cannot sign in yet: it is its use that he is told of. So is the
    first password that the server gives an account: nothing of its owner's was replaced.
    """
    for entry in entries:
        if entry.data.get("batch") or entry.data.get("first"):
            continue
        user = User.objects.filter(pk=int(entry.object.partition(":")[2])).first()
        owner = actor_of_user(user) if user is not None else None
        if owner is None or owner.person_id is None:
            continue
        if entry.kind == CodeUsed.kind or entry.actor != owner.label:
            notify(person_id=owner.person_id, kind=entry.kind, key=f"journal:{entry.number}", link="/me", data={})


def register() -> None:
    """Register the kinds and follow the journal."""
    for kind in KINDS.values():
        register_kind(kind)
    follow(Follower("inbox.accounts", frozenset(KINDS), tell_owners))
