"""A line between the product and what it needs, which can be slow, deaf or cut."""

import socket
import struct
import threading
import time
from contextlib import suppress

AT_ONCE = 65_536


class Proxy:
    """Carries bytes to a port of this machine. ``delay``: how many seconds each answer takes longer."""

    def __init__(self, target: int) -> None:
        self.target, self.delay = target, 0.0
        self.is_cut = self.is_deaf = False
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._open, daemon=True).start()

    def cut(self) -> None:
        """End all connections as a network does that is gone, and answer nobody who calls."""
        self.is_cut = True
        self._end()

    def heal(self) -> None:
        """Carry again; who waited through the cut must call again."""
        self.is_cut = self.is_deaf = False
        self._end()

    def close(self) -> None:
        """Take the line away."""
        self._door.close()
        self.cut()

    def _end(self) -> None:
        pairs, self._pairs = self._pairs, []
        for one in (side for pair in pairs for side in pair):
            with suppress(OSError):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset, not a farewell
                one.shutdown(socket.SHUT_RDWR)
                one.close()

    def _open(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._door.accept()
                far = near if self.is_cut else socket.create_connection(("127.0.0.1", self.target))
                self._pairs.append((near, far))
                if far is not near:
                    threading.Thread(target=self._carry, args=(near, far, False), daemon=True).start()
                    threading.Thread(target=self._carry, args=(far, near, True), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        with suppress(OSError):
            while data := source.recv(AT_ONCE):
                if is_answer:
                    time.sleep(self.delay)
                    if self.is_deaf:
                        continue
                target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)
