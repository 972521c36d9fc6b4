"""Under which names an account is found: the staff number, or a phone that is never stored in the open."""

from tongxin.accounts.models import User
from tongxin.core import crypto


def phone_index(phone: str) -> str | None:
    """Return the keyed index under which a phone number finds its account; None for no phone."""
    digits = "".join(c for c in phone if c.isdigit()).removeprefix("86")
    return crypto.index(digits, "phone") or None


def find_user(name: str) -> User | None:
    """Return the active user of a staff number or phone."""
    users = User.objects.filter(is_active=True)
    return users.filter(number__iexact=name).first() or users.filter(phone_index=phone_index(name) or "-").first()
