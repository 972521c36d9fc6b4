"""Settings of the customer's own gateway of text messages. Without an address none leaves, and no page offers any."""

import json
from dataclasses import dataclass, field
from typing import Any

from tongxin.config import environ
from tongxin.config.environ import WrongSettingError

BODY = '{"phone": "{phone}", "text": "{text}"}'


@dataclass(frozen=True)
class Sms:
    """How the gateway is spoken to: where, in which form, proved by what, and what it answers when it has taken one."""

    url: str = ""
    form: str = "json"
    body: dict[str, Any] = field(default_factory=dict)
    proof: str = "none"
    secret: str = field(default="", repr=False)
    taken: str = ""
    most_a_day: int = 2000


def sms() -> Sms:
    """Return the settings TONGXIN_SMS_*. Raises WrongSettingError."""
    url = environ.text("TONGXIN_SMS_URL")
    if not url:
        return Sms()
    found = Sms(
        url=url,
        form=environ.one_of("TONGXIN_SMS_FORM", ("json", "form")),
        body=_body(environ.text("TONGXIN_SMS_BODY", BODY)),
        proof=environ.one_of("TONGXIN_SMS_PROOF", ("none", "bearer", "hmac")),
        secret=environ.text("TONGXIN_SMS_SECRET"),
        taken=environ.text("TONGXIN_SMS_TAKEN"),
        most_a_day=environ.whole("TONGXIN_SMS_MOST_A_DAY", 2000),
    )
    if (found.proof == "none") != (not found.secret):
        raise WrongSettingError("TONGXIN_SMS_PROOF and TONGXIN_SMS_SECRET go together: set both, or neither.")
    if found.taken and "=" not in found.taken:
        raise WrongSettingError(f"TONGXIN_SMS_TAKEN is {found.taken!r}; write it as code=0.")
    return found


def _body(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise WrongSettingError(f"TONGXIN_SMS_BODY is not JSON: {error}.") from error
    if not isinstance(found, dict) or "{phone}" not in text or not ("{text}" in text or "{code}" in text):
        raise WrongSettingError("TONGXIN_SMS_BODY must be a JSON object with {phone}, and with {text} or {code}.")
    return found
