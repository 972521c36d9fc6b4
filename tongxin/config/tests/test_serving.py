"""``tongxin serve`` as a process: it comes up, stops when asked, and leaves nobody on the port."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

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


def children_of(pid):
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()}


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


def test_a_child_that_dies_is_started_again_and_all_end_together(served):
    process, port = served
    first = children_of(process.pid)
    for child in first:
        os.kill(child, signal.SIGKILL)
    assert until(lambda: children_of(process.pid) and not first & children_of(process.pid), SECONDS_TO_START)
    assert until(lambda: status(port) == OK, SECONDS_TO_START)
    second = children_of(process.pid)
    process.terminate()
    process.wait(SECONDS_TO_STOP)
    assert not any(Path(f"/proc/{child}").exists() for child in second)
