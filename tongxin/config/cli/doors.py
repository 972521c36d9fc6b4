"""The doors that ``serve`` opens: http on this machine, https to others, and what it prints about them."""

import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import click
import segno
from django.conf import settings
from django.utils.translation import gettext as _

from tongxin.config.cli.output import put
from tongxin.config.reached import HERE, in_address, is_host, names_of
from tongxin.config.tls.certificates import (
    Pair,
    authority,
    ensure_certificates,
    fingerprint_of,
    read_certificate,
    server_pair,
)
from tongxin.config.web_server import serve_trust_page, serve_web
from tongxin.core import clock

LOCAL = {"localhost": "127.0.0.1", "127.0.0.1": "127.0.0.1", "::1": "::1"}
SOON = timedelta(days=14)


@dataclass(frozen=True)
class Plan:
    """Where the product is served, and what is said about it."""

    address: str
    port: int
    serve: Callable[[], None]
    announce: Callable[[], None]
    trust_port: int = 0

    def serve_trust_page(self) -> None:
        """Serve the page that tells how to trust."""
        serve_trust_page(self.address, self.trust_port)


def require_hosts(hosts: Sequence[str]) -> None:
    """Refuse what is no name of one machine, and what cannot be reached by http."""
    for host in hosts:
        if not is_host(host) and host not in {"0.0.0.0", "::"}:  # noqa: S104 - http refuses them by another sentence
            raise click.UsageError(
                _("%(host)s is no name or address of a machine. Write it without https:// and without a port.")
                % {"host": host or "--host"}
            )


def http_plan(hosts: Sequence[str], port: int) -> Plan:
    """Plan for http, which leaves this machine never: neither directly nor under a name that is known outside."""
    host, *others = hosts or ["localhost"]
    strangers = [name for name in (host, *others) if name not in LOCAL]
    if strangers:
        raise click.UsageError(
            _(
                "%(host)s would be reached over http, where anybody on the way can read passwords. "
                "Add --tls, or serve on localhost and let a proxy on this machine speak https."
            )
            % {"host": strangers[0]}
        )
    known_outside = sorted(set(settings.ALLOWED_HOSTS) - set(HERE))
    if known_outside and not settings.HTTPS:
        raise click.UsageError(
            _(
                "TONGXIN_HOSTS names %(hosts)s, but people there would come without https. "
                "Set TONGXIN_HTTPS=1 if a proxy on this machine speaks https, or serve with --tls."
            )
            % {"hosts": ", ".join(known_outside)}
        )
    address = LOCAL[host]
    told = _("Tongxin is at %(address)s – stop with Ctrl+C.") % {"address": f"http://{host}:{port}"}
    return Plan(address, port, lambda: serve_web(address, port), lambda: put(told))


def https_plan(hosts: Sequence[str], port: int, own: tuple[Path | None, Path | None], trust_port: int | None) -> Plan:
    """Plan for https: with the customer's certificate, or with one of this installation's own authority."""
    for host in hosts:
        if not is_host(host):
            raise click.UsageError(
                _("No device can open %(host)s. Name the address or name of this machine: --host 10.1.2.3")
                % {"host": host}
            )
    if any(own):
        pair, address = _own_pair(*own), _listening(hosts)
        return Plan(address, port, lambda: serve_web(address, port, pair), _tell_address)
    names, address, home = names_of(hosts), _listening(hosts), Path(settings.HOME)
    ensure_certificates(home, names)

    def renew() -> bool:
        return ensure_certificates(home, names)

    door = port % 65535 + 1 if trust_port is None else trust_port
    page = f"http://{in_address(names[0])}:{door}/ca" if door else ""
    return Plan(
        address, port, lambda: serve_web(address, port, server_pair(home), renew), lambda: _tell_trust(page), door
    )


def _listening(hosts: Sequence[str]) -> str:
    if hosts and all(host in LOCAL for host in hosts):
        return LOCAL[hosts[0]]
    return "::" if any(":" in host for host in hosts) else "0.0.0.0"  # noqa: S104 - by https only


def _own_pair(cert: Path | None, key: Path | None) -> Pair:
    if cert is None or key is None:
        raise click.UsageError(_("A certificate of your own needs both: --cert FILE --key FILE."))
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key, password="")
    except (ssl.SSLError, ValueError) as error:
        raise click.UsageError(
            _("%(cert)s and %(key)s do not belong together, or are not in PEM without a password.")
            % {"cert": cert, "key": key}
        ) from error
    ends = read_certificate(cert).not_valid_after_utc
    if ends < clock.now():
        raise click.UsageError(
            _("%(cert)s ended on %(day)s. Have it renewed; browsers refuse it.")
            % {"cert": cert, "day": clock.day_of(ends)}
        )
    if ends - clock.now() < SOON:
        put(_("%(cert)s ends on %(day)s. Replace the files in time; they are taken up within the hour.")
            % {"cert": cert, "day": clock.day_of(ends)})  # fmt: skip
    return Pair(cert, key)


def _tell_address() -> None:
    put(_("Tongxin is at %(address)s – stop with Ctrl+C.") % {"address": settings.PUBLIC_URL})


def _tell_trust(page: str) -> None:
    ours = authority(Path(settings.HOME))
    _tell_address()
    put(_("Certificate of the authority: %(file)s") % {"file": ours.certificate})
    put(_("Its fingerprint (SHA-256), to put up beside the QR code: %(sign)s")
        % {"sign": fingerprint_of(read_certificate(ours.certificate))})  # fmt: skip
    if page:
        put(_("Each device must trust it once: %(page)s") % {"page": page})
        segno.make(page, micro=False).terminal(compact=True)
