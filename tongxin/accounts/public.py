"""PUBLIC: the door of accounts."""

from tongxin.accounts.external.checking import Finding, external_findings
from tongxin.accounts.external.directory import Directory, DirectoryPerson, DirectoryUnit
from tongxin.accounts.external.guard import register_guard
from tongxin.accounts.external.ways import directory_of
from tongxin.accounts.external.writes import release
from tongxin.accounts.facts import SIGN_IN_FAILED, SIGNED_IN, SIGNED_OUT
from tongxin.accounts.models import SignInCode, Token, User
from tongxin.accounts.naming import find_user, phone_index
from tongxin.accounts.notice import register_notice, version_in_force
from tongxin.accounts.rights import needs_vouching
from tongxin.accounts.sign_in import check_password
from tongxin.accounts.texts.gateway import Message as TextMessage
from tongxin.accounts.texts.gateway import NotSentError
from tongxin.accounts.texts.gateway import Trouble as TextTrouble
from tongxin.accounts.texts.gateway import is_set_up as texts_are_set_up
from tongxin.accounts.texts.gateway import send as send_text
from tongxin.accounts.texts.gateway import trouble_words as text_trouble_words
from tongxin.accounts.texts.reach import Reached, mobile_of, register_reach
from tongxin.accounts.tokens import good_token, issue_token, revoke_token, visible_tokens
from tongxin.accounts.writes.accounts import close_account, open_account, reopen_account, set_phone
from tongxin.accounts.writes.code_batches import (
    Batch,
    batch_codes,
    end_of_batch,
    holders_of_codes,
    issue_codes,
    open_accounts,
    open_of_batch,
)
from tongxin.accounts.writes.codes import (
    Issued,
    confirm_code,
    issue_code,
    last_used_code,
    open_codes,
    refuse_code,
    waiting_codes,
)
from tongxin.accounts.writes.factors import has_factors
from tongxin.accounts.writes.notices import confirm_notice
from tongxin.accounts.writes.passwords import set_password
from tongxin.accounts.writes.sign_ins import end_all_sign_ins

__all__ = [
    "SIGNED_IN",
    "SIGNED_OUT",
    "SIGN_IN_FAILED",
    "Batch",
    "Directory",
    "DirectoryPerson",
    "DirectoryUnit",
    "Finding",
    "Issued",
    "NotSentError",
    "Reached",
    "SignInCode",
    "TextMessage",
    "TextTrouble",
    "Token",
    "User",
    "batch_codes",
    "check_password",
    "close_account",
    "confirm_code",
    "confirm_notice",
    "directory_of",
    "end_all_sign_ins",
    "end_of_batch",
    "external_findings",
    "find_user",
    "good_token",
    "has_factors",
    "holders_of_codes",
    "issue_code",
    "issue_codes",
    "issue_token",
    "last_used_code",
    "mobile_of",
    "needs_vouching",
    "open_account",
    "open_accounts",
    "open_codes",
    "open_of_batch",
    "phone_index",
    "refuse_code",
    "register_guard",
    "register_notice",
    "register_reach",
    "release",
    "reopen_account",
    "revoke_token",
    "send_text",
    "set_password",
    "set_phone",
    "text_trouble_words",
    "texts_are_set_up",
    "version_in_force",
    "visible_tokens",
    "waiting_codes",
]
