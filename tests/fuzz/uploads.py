"""``python -m tests.fuzz.uploads --count 10000``: malformed uploads against the web server of the product, and figures.

Exit code 1 if one was answered with 5xx or not at all, a worker died, memory grew by more than 200 MB, a file was left
among the temporary ones, or a refusal took more than two seconds.
"""

import argparse
import http.client
import os
import queue
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

HOST, SENDERS, OWNERS, WARM = "127.0.0.1", 3, 60, 150
MEGABYTE = 1024 * 1024
MOST_GROWTH, SLOWEST = 200, 2.0
NO_ANSWER, WRONG = 0, 500
FORM = "multipart/form-data"


@dataclass
class Seen:
    """What came back."""

    statuses: Counter[int] = field(default_factory=Counter)
    slow: list[float] = field(default_factory=list)
    refusals: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def main() -> int:
    """Install a company on a fresh data folder, serve it, send, and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.uploads")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tongxin-uploads-") as home:
        os.environ |= {"TONGXIN_HOME": home, "TMPDIR": f"{home}/temporary", "TONGXIN_API_RATE": "1000000000"}
        Path(home, "temporary").mkdir()
        tempfile.tempdir = None
        os.environ["DJANGO_SETTINGS_MODULE"] = "tongxin.config.settings.base"
        import django

        django.setup()
        from benchmarks.serving import serving

        keys = make_keys()
        with serving() as port:
            return told(*sent_all(port, keys, options.count, options.seed), Path(home, "temporary"))


def make_keys() -> list[str]:
    """Return keys of several owners: each may let a hundred files wait."""
    from datetime import date, timedelta

    from tongxin.accounts.public import issue_token
    from tongxin.config.installation import prepare
    from tongxin.core import clock
    from tongxin.core.policy import system_actor
    from tongxin.organisation.public import found_unit, give_account, register_person

    prepare()
    maker, day = system_actor("uploads"), date(2020, 1, 1)
    unit = found_unit(actor=maker, line="administrative", code="U", name="同辉集团", type_code="group", day=day)
    keys = []
    for number in range(OWNERS):
        person = register_person(actor=maker, name="何小满", staff_no=f"{number}", home=unit, from_on=day)
        give_account(actor=maker, person=person, password="a sentence for tests", must_change=False)
        last = clock.today() + timedelta(days=30)
        keys.append(issue_token(actor=maker, user=person.user, label="x", scopes=["files:write"], last_on=last))
    return keys


def sent_all(port: int, keys: list[str], count: int, seed: int) -> tuple[Seen, int, list[float]]:
    """Send everything. Returns what came back, how many workers died, and the memory: before, at most, afterwards."""
    waiting: queue.SimpleQueue[int | None] = queue.SimpleQueue()
    send_some(port, keys, list(range(-WARM, 0)), Seen(), waiting)
    workers, before = set(children(os.getpid())), memory()
    seen, stop, highest = Seen(), threading.Event(), [before]

    def watch() -> None:
        while not stop.wait(0.5):
            highest[0] = max(highest[0], memory())

    threading.Thread(target=watch, daemon=True).start()
    send_some(port, keys, [seed * 1_000_000 + number for number in range(count)], seen, waiting)
    stop.set()
    time.sleep(2)
    gone = len(workers - set(children(os.getpid())))
    return seen, gone, [before, highest[0], memory()]


def send_some(port: int, keys: list[str], seeds: list[int], seen: Seen, waiting: queue.SimpleQueue[int | None]) -> None:
    """Let a few senders work off the seeds."""
    for seed in [*seeds, *[None] * SENDERS]:
        waiting.put(seed)
    threads = [threading.Thread(target=sender, args=(port, keys, waiting, seen)) for _ in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def sender(port: int, keys: list[str], waiting: queue.SimpleQueue[int | None], seen: Seen) -> None:
    """Send one file after the other on a connection that is kept."""
    link = http.client.HTTPConnection(HOST, port, timeout=30)
    while (seed := waiting.get()) is not None:
        body, kind, is_whole = request_of(seed)
        headers = {"Authorization": f"Bearer {keys[seed % len(keys)]}", "Content-Type": kind}
        began = time.perf_counter()
        # After a broken form the server hangs up; who comes next on that line asks once more, as browsers do.
        status = asked(link, body, headers) or asked(link, body, headers)
        note(seen, seed, status, time.perf_counter() - began, is_whole=is_whole)


def asked(link: http.client.HTTPConnection, body: bytes, headers: dict[str, str]) -> int:
    """Send one request and return its status; NO_ANSWER where the line was cut."""
    try:
        link.request("POST", "/api/v1/files", body, headers)
        answer = link.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        link.close()
        return NO_ANSWER
    return answer.status


def note(seen: Seen, seed: int, status: int, seconds: float, *, is_whole: bool) -> None:
    """Keep what came back for one seed."""
    seen.statuses[status] += 1
    seen.slow.append(seconds)
    if status in (400, 422):
        seen.refusals.append(seconds)
    if status >= WRONG or (status == NO_ANSWER and is_whole):
        seen.wrong.append(f"seed {seed}: {status}")


def request_of(seed: int) -> tuple[bytes, str, bool]:
    """Return body and type of one request; in one of twelve the form itself is broken, too."""
    from tests.fuzz.upload_samples import broken, malformed

    chance = random.Random(seed)
    name, data = malformed(seed)
    shown = name.replace('"', "").replace("\r\n", "")
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{shown}"\r\nContent-Type: image/png\r\n\r\n'
    body, kind = head.encode() + data + b"\r\n--x--\r\n", "multipart/form-data; boundary=x"
    if chance.random() < 1 / 12:
        kind = chance.choice((kind, FORM, f"{FORM}; boundary=", f"{FORM}; boundary=" + "y" * 300))
        return broken(body, chance), kind, False
    return body, kind, True


def children(parent: int) -> list[int]:
    """Return the processes below one, all levels; Linux only."""
    found: list[int] = []
    for tasks in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in tasks.read_text().split():
            found += [int(child), *children(int(child))]
    return found


def memory() -> int:
    """Return how many megabytes the processes of the server hold together, as resident memory."""
    total = 0
    for process in children(os.getpid()):
        try:
            total += int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError):
            continue
    return total // MEGABYTE


def told(seen: Seen, gone: int, grown: list[float], temporary: Path) -> int:
    """Print the figures and return the exit code."""
    left = [str(path) for path in temporary.rglob("*") if path.is_file()]
    late = [seconds for seconds in seen.refusals if seconds > SLOWEST]
    before, highest, after = grown
    print(f"{sum(seen.statuses.values())} uploads: {dict(sorted(seen.statuses.items()))} (0: hung up on a broken form)")
    print(f"5xx or no answer: {len(seen.wrong)} {seen.wrong[:5]}")
    print(f"workers that died: {gone}; temporary files left: {len(left)} {left[:5]}")
    print(f"memory of the server: {before} MB before, {highest} MB at most, {after} MB afterwards")
    print(f"slowest refusal {max(seen.refusals, default=0):.2f} s, {len(late)} above {SLOWEST:g} s")
    print(f"slowest answer {max(seen.slow):.2f} s")
    return int(bool(seen.wrong or gone or left or late) or after - before > MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
