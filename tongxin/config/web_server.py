"""The web server of ``tongxin serve``."""

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

# Eight threads each, so that a few slow phones do not stop the site.
PROCESSES, THREADS_EACH = 2, 8
PATIENCE_SECONDS = 3


def serve_web(address: str, port: int) -> None:
    """Serve pages and API until this process is asked to stop."""
    Server(
        "tongxin.config.served:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=PROCESSES,
        blocking_threads=THREADS_EACH,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE_SECONDS,
        log_level=LogLevels.error,
    ).serve()
