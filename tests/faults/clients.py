"""The clients: each raises matters, accepts, talks, answers, rates and appoints, and sends again until it is told."""

import random
import threading
import time
from collections.abc import Callable
from secrets import token_urlsafe

from tests.faults.ledger import OK, REFUSED, SENT, UNANSWERED, Ledger
from tests.faults.visitor import UNANSWERED as NOBODY
from tests.faults.visitor import Visitor

PAUSE = 0.1
PATIENCE = 120.0
DOUBLE = 0.02
REDIRECT = 302
NOT_NOW = (500, 502, 503, 504)
NAMED, SEALED, ACCEPT, SAY, ANSWER, RATE, APPOINT = (
    "raise named", "raise for the handler only", "accept", "say", "answer", "rate", "appoint",
)  # fmt: skip
KINDS = (NAMED, SEALED, ACCEPT, SAY, ANSWER, RATE, APPOINT)


class GivenUpError(Exception):
    """A submission was not acknowledged in time, or refused."""


class Quota:
    """How many submissions are still to be sent, and whether the scene goes on."""

    def __init__(self, submissions: int) -> None:
        self.left, self._lock = submissions, threading.Lock()

    def take(self) -> bool:
        """Take one; False when there is none left."""
        with self._lock:
            self.left -= 1
            return self.left >= 0


class Client:
    """Three people at their devices, who handle one matter after the other."""

    def __init__(self, port: int, cast: dict[str, str], password: str, ledger: Ledger, *, pages_every: int = 1) -> None:
        self.cast, self.password, self.ledger = cast, password, ledger
        self.who = {name: Visitor(port) for name in ("raiser", "handler", "officer")}
        self.chance = random.Random(cast["raiser"])
        self.pages_every, self.stories, self.known = pages_every, 0, {}

    def enter(self) -> None:
        """Sign all three in."""
        for name, visitor in self.who.items():
            self._patiently(lambda v=visitor, n=name: v.sign_in(self.cast[n], self.password))

    def work(self, quota: Quota) -> None:
        """Tell one story after the other until all submissions are sent."""
        self.enter()
        while quota.take():
            mode = ("named", "handler_only")[self.stories % 2]
            self._story(mode, quota)
            self.stories += 1

    def _story(self, mode: str, quota: Quota) -> None:
        """One matter from beginning to end; the first submission was taken from the quota already."""
        matter = {"place": "", "place_note": "", "wish": "", "mode": mode, "category": "", "about": ""}
        case = self._send(
            NAMED if mode == "named" else SEALED, "raiser", "/say", "/say",
            lambda mark: {**matter, "body": f"更衣室夜里没有热水 {mark}"},
        ).rpartition("/")[2]  # fmt: skip
        work, page = f"/queue/{case}", f"/cases/{case}"
        steps = [
            (ACCEPT, "handler", work, f"{work}/accept", lambda mark: {}),
            (SAY, "raiser", page, f"{page}/say", lambda mark: {"text": f"今晚又没有 {mark}"}),
            (ANSWER, "handler", work, f"{work}/reply", lambda mark: {"to": "answer", "text": f"修好了 {mark}"}),
            (RATE, "raiser", page, f"{page}/rate", lambda mark: {"solved": "yes", "mark": "", "remark": mark}),
            (APPOINT, "officer", *[f"/people/{self.cast['person']}/appoint"] * 2, self._post),
        ]
        for kind, name, shown, action, fields in steps:
            if not quota.take():
                return
            self._send(kind, name, shown, action, fields, note=case)

    def _post(self, mark: str) -> dict[str, str]:
        return {"unit": "SHOP", "title": mark, "code": "other", "main": "", "basis": "", "from_on": "2026-01-05"}

    def _send(
        self, kind: str, name: str, shown: str, action: str, fields: Callable[[str], dict[str, str]], note: str = ""
    ) -> str:
        """Send one form until it is acknowledged. Returns where that led."""
        mark, visitor = f"m{token_urlsafe(9)}".replace("_", "x").replace("-", "y"), self.who[name]
        sent = {**self._hidden(kind, visitor, shown, action), **fields(mark)}
        self.ledger.write(mark, kind, SENT, note=note)
        twin = None
        if self.chance.random() < DOUBLE:
            twin = threading.Thread(target=self._second_click, args=(visitor.twin(), action, sent))
            twin.start()
        led = self._patiently(lambda: self._once(mark, kind, visitor, action, sent))
        if twin is not None:
            twin.join()
        return str(led)

    def _hidden(self, kind: str, visitor: Visitor, shown: str, action: str) -> dict[str, str]:
        """Return the hidden fields of the form as the page shows them, or, not every time, as it showed them before."""
        if kind not in self.known or self.stories % self.pages_every == 0:
            self.known[kind] = self._patiently(lambda: visitor.form(shown, action))
            return dict(self.known[kind])
        return {**self.known[kind], "_key": token_urlsafe(16)}

    def _once(self, mark: str, kind: str, visitor: Visitor, action: str, sent: dict[str, str]) -> str:
        began = time.monotonic()
        try:
            answer = visitor.post(action, sent)
        except NOBODY as trouble:
            self.ledger.write(mark, kind, UNANSWERED, began=began, note=type(trouble).__name__)
            raise
        if answer.status == REDIRECT:
            self.ledger.write(mark, kind, OK, began=began)
            return answer.location
        what = UNANSWERED if answer.status in NOT_NOW else REFUSED
        self.ledger.write(mark, kind, what, began=began, note=str(answer.status))
        raise OSError(answer.status) if what == UNANSWERED else GivenUpError(f"{kind}: {answer.status}")

    def _second_click(self, visitor: Visitor, action: str, sent: dict[str, str]) -> None:
        try:
            visitor.post(action, sent)
        except NOBODY:
            pass
        finally:
            visitor.close()

    def _patiently(self, deed):
        """Do something again until somebody answers."""
        limit = time.monotonic() + PATIENCE
        while True:
            try:
                return deed()
            except NOBODY as trouble:
                if time.monotonic() > limit:
                    raise GivenUpError(str(trouble)) from trouble
                time.sleep(PAUSE)
