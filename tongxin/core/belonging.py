"""Whose a form or a draft is, on a device that several people share.

The marks are keyed digests of the account: they tell nobody whose they are, and nobody can make one for another.
"""

import base64

from tongxin.core import crypto

MARK_LENGTH = 16


def form_mark(user_id: int | None) -> str:
    """Return the mark that a form bears of the one to whom it was shown; empty for somebody not signed in."""
    return crypto.mac(str(user_id).encode(), "form")[:MARK_LENGTH] if user_id else ""


def draft_key(user_id: int | None) -> str:
    """Return the key, in base64, under which a device keeps the drafts of this account; a stranger has none."""
    return base64.b64encode(bytes.fromhex(crypto.mac(str(user_id).encode(), "draft"))).decode() if user_id else ""
