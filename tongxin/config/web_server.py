"""The web server as one process of ``tongxin serve``: ``python -m tongxin.config.web_server ADDRESS PORT``."""

import sys

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from tongxin.config.processes import end_with_parent

# Eight threads each, so that a few slow phones do not stop the site.
PROCESSES, THREADS_EACH = 2, 8
PATIENCE_SECONDS = 3


def main(address: str, port: int) -> None:
    """Serve until stopped."""
    end_with_parent()
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


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
