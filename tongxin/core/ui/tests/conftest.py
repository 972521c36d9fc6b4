"""Bars and slots as they are before any app has registered anything."""

import pytest

from tongxin.core import policy
from tongxin.core.policy import Actor, Right
from tongxin.core.ui import panels, shell

HANDLER = Actor(person_id=1, name="李桐")
WORKER = Actor(person_id=2, name="何小满")
RIGHT = "ui.test.handle"


@pytest.fixture
def bars(monkeypatch):
    """Empty bars, and one right that only the handler holds."""
    monkeypatch.setattr(shell, "_places", {})
    monkeypatch.setattr(shell, "_organisation_name", [])
    monkeypatch.setattr(policy, "_rights", {RIGHT: Right(RIGHT, "handle")})
    monkeypatch.setattr(policy, "_resolver", [lambda actor, right: actor is HANDLER])


@pytest.fixture
def slots(monkeypatch):
    """Empty slots."""
    monkeypatch.setattr(panels, "_panels", {})
