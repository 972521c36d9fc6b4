"""The one page that is served without https: how a device comes to trust the authority. It takes nothing in."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.template.loader import render_to_string
from django.utils import translation

from tongxin.config.tls.certificates import authority, fingerprint_of, read_certificate
from tongxin.core import clock
from tongxin.core.languages import known_language

PAGE, STYLE, CERTIFICATE = "/ca", "/ca.css", "/tongxin-ca.crt"
PART = 8 * len("AB:")
HEADERS = [
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
]

Start = Callable[[str, list[tuple[str, str]]], object]


def application(environ: dict[str, object], start_response: Start) -> Iterable[bytes]:
    """Answer the page, its style sheet and the authority's certificate; everything else is not there."""
    answers: dict[object, Callable[[WSGIRequest], tuple[str, bytes]]] = {
        PAGE: page, STYLE: style, CERTIFICATE: certificate,
    }  # fmt: skip
    answer = answers.get(environ.get("PATH_INFO"))
    if answer is None or environ.get("REQUEST_METHOD") not in {"GET", "HEAD"}:
        status, kind, content = HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"404\n"
    else:
        status, (kind, content) = HTTPStatus.OK, answer(WSGIRequest(environ))
    length = ("Content-Length", str(len(content)))
    start_response(f"{status.value} {status.phrase}", [("Content-Type", kind), length, *HEADERS])
    return [b"" if environ.get("REQUEST_METHOD") == "HEAD" else content]


def page(request: WSGIRequest) -> tuple[str, bytes]:
    """Return the page in the language of the device."""
    wished = request.headers.get("Accept-Language", "").partition(",")[0].partition(";")[0]
    ours = read_certificate(authority(Path(settings.HOME)).certificate)
    context = {
        "parts": lines_of(fingerprint_of(ours)),
        "name": ours.subject.rfc4514_string().partition("=")[2],
        "until": clock.day_of(ours.not_valid_after_utc),
        "address": settings.PUBLIC_URL,
        "certificate": CERTIFICATE,
        "style": STYLE,
    }
    with translation.override(known_language(wished)):
        return "text/html; charset=utf-8", render_to_string("config/trust.html", context).encode()


def lines_of(fingerprint: str) -> list[str]:
    """Return a fingerprint in parts of eight pairs, which no narrow screen breaks; joined they are the fingerprint."""
    return [fingerprint[start : start + PART] for start in range(0, len(fingerprint), PART)]


def style(_request: WSGIRequest) -> tuple[str, bytes]:
    """Return the style sheet of the page: those of the product are behind https."""
    return "text/css; charset=utf-8", Path(__file__).with_name("trust.css").read_bytes()


def certificate(_request: WSGIRequest) -> tuple[str, bytes]:
    """Return the authority's certificate with the type at which phones offer to install it."""
    return "application/x-x509-ca-cert", authority(Path(settings.HOME)).certificate.read_bytes()
