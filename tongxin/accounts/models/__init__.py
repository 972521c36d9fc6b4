"""Rows of accounts, one noun a file."""

from tongxin.accounts.models.binding import Binding
from tongxin.accounts.models.code import SignInCode
from tongxin.accounts.models.factor import Factor, RecoveryCode
from tongxin.accounts.models.notice import NoticeConfirmation
from tongxin.accounts.models.sign_in import SignIn
from tongxin.accounts.models.text_code import TextCode
from tongxin.accounts.models.token import Token
from tongxin.accounts.models.tries import Try
from tongxin.accounts.models.user import User, UserManager

__all__ = [
    "Binding",
    "Factor",
    "NoticeConfirmation",
    "RecoveryCode",
    "SignIn",
    "SignInCode",
    "TextCode",
    "Token",
    "Try",
    "User",
    "UserManager",
]
