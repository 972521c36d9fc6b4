"""A sign-in that is under way at another system: kept in the session, good for ten minutes and one return."""

import secrets
from dataclasses import asdict, dataclass

from django.contrib.sessions.backends.base import SessionBase

from tongxin.accounts.external.identity import Identity, NotAcceptedError
from tongxin.core import clock

FLOWS, WHO = "external_flows", "external_who"
MOST = 5
SECONDS = 600


@dataclass(frozen=True)
class Flow:
    """What was sent to the other system, and where the person wanted to go."""

    way: str
    state: str
    nonce: str
    verifier: str
    next: str
    at: float


def begin(session: SessionBase, way: str, next: str) -> Flow:
    """Begin a sign-in; of several tabs the newest five may come back."""
    flow = Flow(way, _token(), _token(), _token(), next, clock.now().timestamp())
    session[FLOWS] = [*session.get(FLOWS, [])[1 - MOST :], asdict(flow)]
    return flow


def take(session: SessionBase, way: str, state: str) -> Flow:
    """Return the sign-in that a state belongs to, once. Raises NotAcceptedError: it was not begun here, or is over."""
    waiting = [Flow(**one) for one in session.get(FLOWS, [])]
    session[FLOWS] = [asdict(one) for one in waiting if one.state != state]
    flow = next((one for one in waiting if state and secrets.compare_digest(one.state.encode(), state.encode())), None)
    if flow is None or flow.way != way:
        raise NotAcceptedError(code="state")
    if clock.now().timestamp() - flow.at > SECONDS:
        raise NotAcceptedError(code="late")
    return flow


def keep(session: SessionBase, identity: Identity, next: str) -> None:
    """Keep who somebody is there until he has said who he is here."""
    session[WHO] = asdict(identity) | {"next": next, "at": clock.now().timestamp()}


def kept(session: SessionBase) -> tuple[Identity, str] | None:
    """Return who somebody is there and where he wanted to go; None where nobody came back lately."""
    found = dict(session.get(WHO) or {})
    if not found or clock.now().timestamp() - found.pop("at") > SECONDS:
        return None
    next = found.pop("next")
    return Identity(**found), next


def drop(session: SessionBase) -> None:
    """Forget who came back."""
    session.pop(WHO, None)


def _token() -> str:
    return secrets.token_urlsafe(32)
