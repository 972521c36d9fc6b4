"""``tongxin serve`` as a process: it comes up, stops when asked, and leaves nobody on the port."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest

from tongxin.config import processes

SECONDS_TO_START, SECONDS_TO_STOP = 40, 8
OK = 200


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def status(port, path="/readyz"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def until(condition, seconds):
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if condition():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def served(tmp_path):
    """A running installation of its own, and its port."""
    port = free_port()
    environment = {**os.environ, "TONGXIN_HOME": str(tmp_path), "DATABASE_URL": "", "REDIS_URL": ""}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "tongxin", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        assert until(lambda: status(port) == OK, SECONDS_TO_START)
        yield process, port
    finally:
        process.kill()
        process.wait()


def test_it_stops_when_asked_and_frees_the_port(served):
    process, port = served
    process.send_signal(signal.SIGTERM)
    assert process.wait(SECONDS_TO_STOP) == 0
    assert status(port) == 0


def test_if_it_is_killed_nobody_is_left_on_the_port(served):
    process, port = served
    process.kill()
    process.wait()
    assert until(lambda: status(port) == 0, SECONDS_TO_STOP)


def test_a_child_that_dies_is_started_again_and_all_end_together(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "FIRST_PAUSE", 0.01)
    log, stop = tmp_path / "starts", threading.Event()
    short = [sys.executable, "-c", f"open({str(log)!r}, 'a').write('.')"]
    keeper = threading.Thread(target=processes.supervise, args=({"short": short}, stop))
    keeper.start()
    assert until(lambda: log.exists() and len(log.read_text(encoding="ascii")) > 1, SECONDS_TO_STOP)
    stop.set()
    keeper.join(SECONDS_TO_STOP)
    assert not keeper.is_alive()
