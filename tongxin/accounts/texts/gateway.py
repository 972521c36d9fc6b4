"""The customer's gateway of text messages: one request over HTTP, shaped by the settings TONGXIN_SMS_*.

The number stands in that request only: never in a log line, an entry of the journal or an error.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tongxin.core import clock
from tongxin.core.egress import Answer, BarredError, post
from tongxin.core.errors import Text
from tongxin.core.names import new_name

TAKEN = range(200, 300)
JSON, FORM = "application/json; charset=utf-8", "application/x-www-form-urlencoded; charset=utf-8"


class Trouble(StrEnum):
    """Why a message did not leave. No number and no word of the gateway stands in it."""

    NOT_LISTED = "not_listed"
    PRIVATE = "private"
    NO_TLS = "no_tls"
    UNTRUSTED = "untrusted"
    DOWN = "down"
    SLOW = "slow"
    REDIRECT = "redirect"
    BROKEN = "broken"
    SAYS_NO = "says_no"
    NO_NUMBER = "no_number"
    NO_CODE = "no_code"


WORDS: dict[str, Text] = {
    Trouble.NOT_LISTED: gettext_lazy("The gateway's host is not on the list TONGXIN_EGRESS."),
    Trouble.PRIVATE: gettext_lazy("The gateway lies inside your network, in no network listed in TONGXIN_EGRESS."),
    Trouble.NO_TLS: gettext_lazy("The gateway does not encrypt. Nothing was sent in the open."),
    Trouble.UNTRUSTED: gettext_lazy("The gateway's certificate is not trusted. Name its authority: TONGXIN_EGRESS_CA."),
    Trouble.DOWN: gettext_lazy("The gateway does not answer."),
    Trouble.SLOW: gettext_lazy("The gateway took too long to answer. Whether the message went out is not known."),
    Trouble.REDIRECT: gettext_lazy("The gateway's address leads elsewhere. Set the final address."),
    Trouble.BROKEN: gettext_lazy("The gateway reports a fault of its own."),
    Trouble.SAYS_NO: gettext_lazy("The gateway refuses the message."),
    Trouble.NO_NUMBER: gettext_lazy("No mobile number is on the roster."),
    Trouble.NO_CODE: gettext_lazy("The code ended before it could be sent."),
}


class NotSentError(Exception):
    """A message that did not leave, or of which nobody knows whether it did."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble.value)


@dataclass(frozen=True)
class Message:
    """A code for one number. ``term`` says in words how long it lasts."""

    phone: str = field(repr=False)
    code: str = field(repr=False)
    term: str
    page: str
    language: str = ""

    @property
    def text(self) -> str:
        """Return what is sent: the code, how long it lasts, where to enter it; nothing else."""
        words = {"code": self.code, "term": self.term, "page": self.page}
        with override(self.language or settings.LANGUAGE_CODE):
            return _("Sign-in code %(code)s, valid %(term)s. Enter it at %(page)s") % words


def is_set_up() -> bool:
    """Return whether text messages can leave at all. Where not, no page mentions them."""
    return bool(settings.SMS.url)


def trouble_words(code: str) -> Text:
    """Return the sentence of a stored trouble; a code that is no longer known is shown as it is."""
    return WORDS.get(code, code)


def send(message: Message) -> None:
    """Hand one message to the gateway. Raises NotSentError."""
    body, headers = request_of(message)
    try:
        answer = post(settings.SMS.url, body, headers)
    except BarredError as barred:
        raise NotSentError(Trouble(barred.why.value)) from barred
    if answer.status not in TAKEN:
        raise NotSentError(Trouble.BROKEN if answer.status >= TAKEN.stop + 200 else Trouble.SAYS_NO)
    if not _was_taken(answer):
        raise NotSentError(Trouble.SAYS_NO)


def request_of(message: Message) -> tuple[bytes, dict[str, str]]:
    """Return body and headers of the request: the template of the settings with its places filled, and the proof."""
    gateway, stamp = settings.SMS, str(int(clock.now().timestamp()))
    values = {
        "phone": message.phone, "code": message.code, "term": message.term, "text": message.text,
        "id": new_name(), "stamp": stamp,
    }  # fmt: skip
    filled = _filled(gateway.body, values)
    if gateway.form == "json":
        body, kind = json.dumps(filled, ensure_ascii=False).encode(), JSON
    else:
        body, kind = urlencode({name: _flat(value) for name, value in filled.items()}).encode(), FORM
    return body, {"Content-Type": kind, **_proof(gateway.proof, gateway.secret, stamp, body)}


def _proof(proof: str, secret: str, stamp: str, body: bytes) -> dict[str, str]:
    if proof == "bearer":
        return {"Authorization": f"Bearer {secret}"}
    if proof == "hmac":
        signed = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
        return {"X-Timestamp": stamp, "X-Signature": f"sha256={signed}"}
    return {}


def _filled(template: Any, values: Mapping[str, str]) -> Any:
    """Fill the places of a parsed template: what is put in stays one text, whatever stands in it."""
    if isinstance(template, dict):
        return {name: _filled(each, values) for name, each in template.items()}
    if isinstance(template, list):
        return [_filled(each, values) for each in template]
    if isinstance(template, str):
        for name, value in values.items():
            template = template.replace(f"{{{name}}}", value)
    return template


def _flat(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _was_taken(answer: Answer) -> bool:
    """Return whether the answer holds what the settings name, such as ``code=0``; dots lead into objects."""
    if not settings.SMS.taken:
        return True
    path, _sign, wanted = settings.SMS.taken.partition("=")
    try:
        found = json.loads(answer.content)
    except ValueError:
        return False
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found is not None and _flat(found) == wanted
