"""The web server of ``tongxin serve``."""

import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from granian.constants import Interfaces, SSLProtocols
from granian.log import LogLevels
from granian.server import Server

from tongxin.config.tls.certificates import Pair

# These threads wait for what slow phones send (config/reception.py); they come when needed and go when idle.
PROCESSES, THREADS_EACH = 2, 128
PATIENCE_SECONDS = 3
LOOK_AT_CERTIFICATE_EVERY = 3600.0


def serve_web(address: str, port: int, pair: Pair | None = None, renew: Callable[[], object] = lambda: None) -> None:
    """Serve pages and API until this process is asked to stop; by https where there is a certificate.

    A certificate that ``renew`` or somebody else replaces is taken up within the hour, without a pause for people.
    """
    secure: dict[str, Any] = {}
    if pair is not None:
        secure = {
            "ssl_cert": pair.certificate, "ssl_key": pair.key, "ssl_protocol_min": SSLProtocols.tls12,
        }  # fmt: skip
        threading.Thread(target=take_up_new, args=(pair, renew), daemon=True).start()
    _server("tongxin.config.served:application", address, port, PROCESSES, THREADS_EACH, **secure).serve()


def serve_trust_page(address: str, port: int) -> None:
    """Serve the page that tells how to trust the authority, by http and alone."""
    _server("tongxin.config.tls.served:application", address, port, 1, 2).serve()


def take_up_new(pair: Pair, renew: Callable[[], object], every: float = LOOK_AT_CERTIFICATE_EVERY) -> None:
    """Look now and then whether the certificate is another, and let the server begin afresh with it."""
    seen = pair.certificate.stat().st_mtime_ns
    while True:
        time.sleep(every)
        renew()
        found = pair.certificate.stat().st_mtime_ns
        if found != seen:
            seen = found
            os.kill(os.getpid(), signal.SIGHUP)


def _server(target: str, address: str, port: int, processes: int, threads: int, **more: Any) -> Any:
    return Server(
        target,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE_SECONDS,
        log_level=LogLevels.error,
        **more,
    )
