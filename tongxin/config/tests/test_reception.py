"""Slow lines: what is sent is taken in before a working thread is given, and never more than a few work at once."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tongxin.config import reception
from tongxin.config.reception import WALL, Reception

SECONDS = 10


class SlowLine:
    """A body whose rest comes when it is let."""

    def __init__(self, *pieces):
        self.pieces, self.asked, self.let = list(pieces), threading.Event(), threading.Event()

    def read(self, _size):
        self.asked.set()
        assert self.let.wait(SECONDS)
        return self.pieces.pop(0) if self.pieces else b""


class Said:
    """Keeps what an application says about its answer."""

    status, headers = "", ()

    def __call__(self, status, headers):
        self.status, self.headers = status, dict(headers)


def echo(environ, start):
    start("200 OK", [])
    return [environ["wsgi.input"].read(), b" in ", threading.current_thread().name.encode()]


def ask(application, body=None, length=None):
    said = Said()
    environ = {"wsgi.input": body or io.BytesIO(), "CONTENT_LENGTH": "" if length is None else str(length)}
    return b"".join(application(environ, said)), said


def test_a_slow_line_holds_no_place():
    desk, line = Reception(echo, places=1), SlowLine(b"good ", b"day")
    with ThreadPoolExecutor(1) as elsewhere:
        slow = elsewhere.submit(ask, desk, line, 8)
        assert line.asked.wait(SECONDS)
        assert ask(desk, io.BytesIO(b"quick"), 5)[0] == b"quick in place_0"
        assert not slow.done()
        line.let.set()
        assert slow.result(SECONDS)[0] == b"good day in place_0"


def test_no_more_work_at_once_than_there_are_places():
    working, most, lock = [], [], threading.Lock()

    def work(_environ, start):
        with lock:
            working.append(1)
            most.append(len(working))
        threading.Event().wait(0.01)
        with lock:
            working.pop()
        start("200 OK", [])
        return [b"done"]

    desk = Reception(work, places=3)
    with ThreadPoolExecutor(12) as crowd:
        answers = list(crowd.map(lambda _number: ask(desk)[0], range(24)))
    assert answers == [b"done"] * 24
    assert max(most) == 3


def test_half_a_form_is_none():
    answer, said = ask(Reception(_never, 1), io.BytesIO(b"text=half"), 20)
    assert (answer, said.status) == (b"", "400 Bad Request")


def test_what_is_larger_than_the_wall_is_refused_unread_in_a_sentence():
    answer, said = ask(Reception(_never, 1), SlowLine(), WALL + 1)
    assert said.status.startswith("413")
    assert "20 MB" in answer.decode()
    assert said.headers["Connection"] == "close"


def test_a_large_body_waits_on_the_disk_and_arrives_whole(monkeypatch):
    monkeypatch.setattr(reception, "IN_MEMORY", 10)
    sent = bytes(range(256)) * 1000
    assert ask(Reception(echo, 1), io.BytesIO(sent), len(sent))[0] == sent + b" in place_0"


@pytest.mark.parametrize("said", ["", "-1", "1e3", "٣", "a"])
def test_a_length_that_is_no_number_announces_nothing(said):
    assert reception.announced({"CONTENT_LENGTH": said}) == 0
    assert reception.announced({}) == 0


def test_a_whole_answer_ends_in_the_place_that_made_it_and_a_stream_goes_on():
    closed = []

    class Answer:
        def __init__(self, streaming):
            self.streaming = streaming

        def __iter__(self):
            return iter([b"a", b"b"])

        def close(self):
            closed.append(threading.current_thread().name)

    whole, stream = Answer(streaming=False), Answer(streaming=True)
    assert Reception(lambda _environ, _start: whole, 1)({}, Said()) == [b"a", b"b"]
    assert closed == ["place_0"]
    assert Reception(lambda _environ, _start: stream, 1)({}, Said()) is stream
    assert len(closed) == 1


def test_a_fault_of_the_product_reaches_the_server():
    with pytest.raises(ZeroDivisionError):
        ask(Reception(lambda _environ, _start: 1 // 0, 1))


def _never(_environ, _start):
    raise AssertionError("the product was asked")
