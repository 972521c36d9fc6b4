"""The one door to other systems: allowed origins only, no redirect, short waits, small answers, no proxy unasked."""

import json
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import urllib3

from tongxin.accounts.external.identity import NotAcceptedError, SilentError

TIMEOUT = urllib3.Timeout(connect=4, read=8)
MOST_BYTES = 4 * 1024 * 1024
HERE = {"localhost", "127.0.0.1", "::1"}
OK, BROKEN = 200, 500


def origin_of(address: str) -> str:
    """Return scheme and host of an address: ``https://host:port``."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


def is_sound(address: str) -> bool:
    """Return whether an address may be asked at all: https, or http on this machine; without a name and password."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)
    return bool(secure and parts.hostname and "@" not in parts.netloc)


def require_allowed(address: str, allowed: set[str]) -> None:
    """Raise NotAcceptedError for an address that lies at none of the allowed origins."""
    if not is_sound(address) or origin_of(address) not in allowed:
        raise NotAcceptedError(code="foreign_address")


def ask(
    method: str,
    address: str,
    *,
    allowed: set[str],
    headers: dict[str, str] | None = None,
    form: dict[str, str] | None = None,
    body: dict[str, Any] | None = None,
    any_status: bool = False,
) -> dict[str, Any]:
    """Return the JSON object that an address answers, with ``any_status`` also one that tells a fault.

    Raises SilentError and NotAcceptedError.
    """
    require_allowed(address, allowed)
    given: dict[str, Any] = {"fields": form, "encode_multipart": False} if form is not None else {}
    if body is not None:
        given = {"json": body}
    try:
        answer = _pool().request(
            method, address, headers={"Accept": "application/json"} | (headers or {}), redirect=False, retries=False,
            timeout=TIMEOUT, preload_content=False, **given,
        )  # fmt: skip
        status, text = answer.status, _read(answer)
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise SilentError from error
    return _object(OK if any_status and status < BROKEN else status, text)


def _read(answer: urllib3.BaseHTTPResponse) -> bytes:
    try:
        text = answer.read(MOST_BYTES + 1, decode_content=True)
    finally:
        answer.release_conn()
    if len(text) > MOST_BYTES:
        raise NotAcceptedError(code="huge_answer")
    return text


def _object(status: int, text: bytes) -> dict[str, Any]:
    if status >= BROKEN:
        raise SilentError(code=f"status_{status}")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SilentError(code="not_json") from error
    if not isinstance(found, dict):
        raise SilentError(code="not_json")
    if status != OK:
        raise NotAcceptedError(code=f"status_{status}")
    return found


@cache
def _pool() -> urllib3.PoolManager:
    return urllib3.PoolManager(num_pools=8, maxsize=8, headers={"User-Agent": "Tongxin"})
