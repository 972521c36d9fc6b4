"""Binding and unbinding: by issuer and subject alone, never by a mail address or a name."""

from django.db import IntegrityError
from django.utils.translation import gettext as _

from tongxin.accounts.external.identity import Identity
from tongxin.accounts.facts import WayBound, WayUnbound
from tongxin.accounts.models import Binding, User
from tongxin.core import clock, crypto
from tongxin.core.acts import act
from tongxin.core.errors import NotFoundError, RuleBrokenError
from tongxin.core.policy import Actor, require
from tongxin.journal.public import record

BY_PASSWORD, BY_STAFF_NO = "password", "staff_no"
BY_OWNER, BY_ADMINISTRATOR = "owner", "administrator"


def subject_index(identity: Identity) -> str:
    """Return the keyed index of an identity; issuer and subject cannot be read from it."""
    return crypto.index(f"{identity.way}\n{identity.issuer}\n{identity.subject}", "external-subject")


def binding_of(identity: Identity) -> Binding | None:
    """Return the binding by which an identity opens an active account, or None."""
    bindings = Binding.objects.filter(way=identity.way, subject_index=subject_index(identity), ended_at=None)
    return bindings.filter(user__is_active=True).select_related("user").first()


def user_of_staff_no(identity: Identity) -> User | None:
    """Return the active account of a staff number that the other system says and the administrator trusts."""
    return User.objects.filter(number=identity.staff_no, is_active=True).first() if identity.staff_no else None


def can_bind(user: User, identity: Identity) -> bool:
    """Return whether neither the account nor the identity was ever bound otherwise without a release."""
    index = subject_index(identity)
    unreleased = Binding.objects.filter(way=identity.way, released_at=None)
    return not (
        unreleased.filter(user=user).exclude(subject_index=index).exists()
        or unreleased.filter(subject_index=index).exclude(user=user).exists()
    )


@act
def bind(*, actor: Actor, user: User, identity: Identity, by: str) -> Binding:
    """An identity of another system opens this account from now on.

    A second binding of either side needs an administrator's release first. Records WayBound. Raises RuleBrokenError.
    """
    standing = Binding.objects.filter(user=user, subject_index=subject_index(identity), ended_at=None).first()
    if standing is not None:
        return standing
    require(can_bind(user, identity), RuleBrokenError, _other_binding())
    try:
        binding = Binding.objects.create(user=user, way=identity.way, subject_index=subject_index(identity))
    except IntegrityError as error:
        raise RuleBrokenError(_other_binding()) from error
    record(WayBound(object=f"accounts.user:{user.pk}", way=identity.way, by=by))
    return binding


@act
def unbind(*, actor: Actor, user: User, binding_id: int) -> Binding:
    """The owner ends a binding; the same identity may be bound again. Records WayUnbound. Raises NotFoundError."""
    binding = Binding.objects.filter(pk=binding_id, user=user, ended_at=None).first()
    if binding is None:
        raise NotFoundError
    binding.ended_at = clock.now()
    binding.save(update_fields=["ended_at"])
    record(WayUnbound(object=f"accounts.user:{user.pk}", way=binding.way, by=BY_OWNER))
    return binding


@act
def release(*, actor: Actor, user: User, way: str) -> int:
    """An administrator ends all bindings of an account by one way, so that its owner may bind another identity.

    Records WayUnbound. Raises RuleBrokenError where there is nothing to release. Returns how many.
    """
    rows = Binding.objects.filter(user=user, way=way, released_at=None)
    now = clock.now()
    Binding.objects.filter(pk__in=rows.values("pk"), ended_at=None).update(ended_at=now)
    done = rows.update(released_at=now)
    require(done > 0, RuleBrokenError, _("This account is not bound to that system."))
    record(WayUnbound(object=f"accounts.user:{user.pk}", way=way, by=BY_ADMINISTRATOR))
    return done


def _other_binding() -> str:
    return _(
        "This account, or your identity at the other system, was bound otherwise before. Ask the system administrator"
        " to release the old binding, then sign in with your password and bind anew."
    )
