"""Somebody with a browser: cookies, forms with their hidden fields, and the same form sent again if nobody answers."""

import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode

TIMEOUT = 30
UNANSWERED = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Answer:
    """What came back: ``location`` is where a redirect leads."""

    status: int
    text: str = ""
    location: str = ""
    headers: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page: their addresses with their hidden fields; ``every`` has all pairs in their order."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.address, self.found = address, {}
        self.every: list[tuple[str, str]] = []
        self._fields: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "form":
            self._fields = self.found.setdefault(values.get("action") or self.address, {})
        if tag == "input" and values.get("type") == "hidden" and values.get("name"):
            self._fields[values["name"]] = values.get("value", "")
            self.every.append((values["name"], values.get("value", "")))


class Visitor:
    """One browser of one person. One request at a time; raises what ``UNANSWERED`` names when nobody answers."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None, timeout: float = TIMEOUT) -> None:
        self.port, self.cookies, self.timeout = port, dict(cookies or {}), timeout
        self._link: http.client.HTTPConnection | None = None

    def twin(self) -> "Visitor":
        """Return a second connection of the same browser, for a second click."""
        return Visitor(self.port, self.cookies, self.timeout)

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form."""
        return self._ask("POST", path, urlencode(fields))

    def form(self, page: str, action: str) -> dict[str, str]:
        """Open a page and return the hidden fields of the form that is sent to an address."""
        answer = self.get(page)
        if answer.status != http.client.OK or action not in Forms(answer.text, page).found:
            raise http.client.HTTPException(f"no form {action} on {page}: {answer.status}")
        return dict(Forms(answer.text, page).found[action])

    def sign_in(self, number: str, password: str) -> None:
        """Sign in."""
        hidden = self.form("/sign-in", "/sign-in")
        answer = self.post("/sign-in", {**hidden, "name": number, "password": password})
        if answer.status != http.client.FOUND:
            raise http.client.HTTPException(f"the sign-in answered {answer.status}")

    def close(self) -> None:
        """Hang up."""
        if self._link is not None:
            self._link.close()
        self._link = None

    def _ask(self, method: str, path: str, body: str = "") -> Answer:
        if self._link is None:
            self._link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            self._link.request(method, path, body or None, headers)
            response = self._link.getresponse()
            text = response.read().decode(errors="replace")
        except UNANSWERED:
            self.close()
            raise
        headers = {name.lower(): value for name, value in response.headers.items()}
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return Answer(response.status, text, response.headers.get("Location", ""), headers)
