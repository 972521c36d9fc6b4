"""Robots of groups in 企业微信, 钉钉 and 飞书: one seam, three shapes.

Each wants JSON at its own address, and answers 200 also when it refuses: what counts is the code in the answer.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote_plus

from django.utils.translation import gettext_lazy as _

from tongxin.core import clock
from tongxin.core.egress import BarredError, post
from tongxin.core.errors import Text
from tongxin.inbox.channels.message import Message
from tongxin.inbox.channels.trouble import NotDeliveredError, Trouble

JSON = {"Content-Type": "application/json; charset=utf-8"}
FAULTS = range(500, 600)


class Shape(Protocol):
    """How one product's robot is spoken to: returns the address and the body."""

    def __call__(self, url: str, secret: str, text: str) -> tuple[str, dict[str, Any]]:
        """Return where to post what."""


def wecom(url: str, secret: str, text: str) -> tuple[str, dict[str, Any]]:  # noqa: ARG001
    """Return the request of a 企业微信 group robot; its address is its secret."""
    return url, {"msgtype": "text", "text": {"content": text}}


def dingtalk(url: str, secret: str, text: str) -> tuple[str, dict[str, Any]]:
    """Return the request of a 钉钉 robot, signed with milliseconds in the address."""
    if secret:
        stamp = str(int(clock.now().timestamp() * 1000))
        signed = _signature(secret.encode(), f"{stamp}\n{secret}")
        url = f"{url}{'&' if '?' in url else '?'}timestamp={stamp}&sign={quote_plus(signed)}"
    return url, {"msgtype": "text", "text": {"content": text}, "at": {"isAtAll": False}}


def feishu(url: str, secret: str, text: str) -> tuple[str, dict[str, Any]]:
    """Return the request of a 飞书 robot, signed with seconds in the body: stamp and secret are the key of nothing."""
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
    if secret:
        stamp = str(int(clock.now().timestamp()))
        body = {"timestamp": stamp, "sign": _signature(f"{stamp}\n{secret}".encode(), ""), **body}
    return url, body


def _signature(key: bytes, text: str) -> str:
    return base64.b64encode(hmac.new(key, text.encode(), hashlib.sha256).digest()).decode()


@dataclass(frozen=True)
class Kind:
    """One product: its name on screen, how it is spoken to, and the host it usually answers at."""

    label: Text
    shape: Shape
    host: str


KINDS: Mapping[str, Kind] = {
    "wecom": Kind(_("WeCom"), wecom, "qyapi.weixin.qq.com"),
    "dingtalk": Kind(_("DingTalk"), dingtalk, "oapi.dingtalk.com"),
    "feishu": Kind(_("Feishu"), feishu, "open.feishu.cn"),
}


def tell_robot(kind: str, url: str, secret: str, message: Message) -> None:
    """Let a robot say a message in its group. Raises NotDeliveredError."""
    address, body = KINDS[kind].shape(url, secret, message.text)
    try:
        answer = post(address, json.dumps(body, ensure_ascii=False).encode(), JSON)
    except BarredError as barred:
        raise NotDeliveredError(Trouble(barred.why.value)) from barred
    if answer.status in FAULTS:
        raise NotDeliveredError(Trouble.BROKEN)
    if _code_in(answer.content) != 0:
        raise NotDeliveredError(Trouble.SAYS_NO)


def _code_in(answer: bytes) -> int | None:
    """Return the code of an answer: ``errcode`` of 企业微信 and 钉钉, ``code`` (once ``StatusCode``) of 飞书."""
    try:
        told = json.loads(answer)
    except ValueError:
        return None
    if not isinstance(told, dict):
        return None
    found = next((told[name] for name in ("errcode", "code", "StatusCode") if name in told), None)
    return found if isinstance(found, int) else None
