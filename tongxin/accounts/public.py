"""PUBLIC: the door of accounts."""

from tongxin.accounts.facts import SIGN_IN_FAILED, SIGNED_IN, SIGNED_OUT
from tongxin.accounts.models import User
from tongxin.accounts.sign_in import check_password, find_user, phone_index
from tongxin.accounts.writes import (
    close_account,
    issue_token,
    open_account,
    set_password,
    set_phone,
    user_of_token,
)

__all__ = [
    "SIGNED_IN",
    "SIGNED_OUT",
    "SIGN_IN_FAILED",
    "User",
    "check_password",
    "close_account",
    "find_user",
    "issue_token",
    "open_account",
    "phone_index",
    "set_password",
    "set_phone",
    "user_of_token",
]
