import pytest
from django.http import HttpResponse

from tongxin.core import policy
from tongxin.core.errors import ConflictError, ForbiddenError
from tongxin.core.policy import NOBODY, Actor, Right, allowed_by_mark, declare, may, needs, public, require, signed_in
from tongxin.core.web import PolicyMiddleware

HOLDER, OTHER = Actor(person_id=1), Actor(person_id=2)


@pytest.fixture(autouse=True)
def rights(monkeypatch):
    monkeypatch.setattr(
        policy, "_rights", {"things.use": Right("things.use", "use"), "things.see": Right("things.see", "see")}
    )
    monkeypatch.setattr(policy, "_resolver", [lambda actor, right: actor is HOLDER and right == "things.use"])


def view(request):
    return HttpResponse("reached")


def test_who_holds_a_right_may_and_others_may_not():
    assert [may(HOLDER, "things.use"), may(HOLDER, "things.see"), may(OTHER, "things.use")] == [True, False, False]


def test_asking_for_a_right_that_nobody_declared_raises():
    with pytest.raises(KeyError):
        may(HOLDER, "things.misspelt")


def test_without_a_resolver_nobody_may_anything(monkeypatch):
    monkeypatch.setattr(policy, "_resolver", [])
    assert not may(HOLDER, "things.use")


def test_a_right_is_declared_once():
    declare(Right("things.use", "use"))
    with pytest.raises(ValueError, match="twice"):
        declare(Right("things.use", "use otherwise"))


@pytest.mark.parametrize(
    ("mark", "allowed"),
    [
        (public, [True, True, True]),
        (signed_in, [False, True, True]),
        (needs("things.use"), [False, False, True]),
        (needs("things.see"), [False, False, False]),
        (needs("things.see", "things.use"), [False, False, True]),
    ],
)
def test_a_mark_lets_nobody_somebody_or_a_holder_pass(mark, allowed):
    marked = mark(lambda request: None)
    assert [allowed_by_mark(actor, policy.mark_of(marked)) for actor in (NOBODY, OTHER, HOLDER)] == allowed


def test_a_view_without_a_mark_is_refused_even_to_a_holder(rf):
    request = rf.get("/", headers={"HX-Request": "true"})
    request.actor = HOLDER
    response = PolicyMiddleware(view).process_view(request, view, (), {})
    assert response.status_code == 403


def test_a_marked_view_is_reached(rf):
    request = rf.get("/")
    request.actor = HOLDER
    assert PolicyMiddleware(view).process_view(request, needs("things.use")(view), (), {}) is None


def test_require_raises_the_error_that_it_was_given():
    require(True)
    with pytest.raises(ForbiddenError):
        require(False)
    with pytest.raises(ConflictError) as refused:
        require(False, ConflictError, "too late", step="answer")
    assert (str(refused.value.message), refused.value.data) == ("too late", {"step": "answer"})


def test_actors_name_themselves_for_the_journal():
    labels = [actor.label for actor in (HOLDER, policy.system_actor("clocks"), NOBODY)]
    assert labels == ["person:1", "system:clocks", "nobody"]
