"""Every address of voice: strangers, roles that can never, cases that one may not know of, wrong methods."""

import re
from urllib.parse import quote

import pytest
from django.urls import reverse

from tongxin.casework.tests.stories import HANDLER, OFFICER, RAISER, accepted, raised
from tongxin.casework.web.urls import urlpatterns
from tongxin.core import clock
from tongxin.organisation.models import Post

STRANGER = "魏东来"
# name: (who can never come by his role, who may come but not to this case); empty: everybody who is signed in may ask
PLAIN = {"raise": "", "guess": "", "mine": "", "queue": RAISER, "export": HANDLER, "routes": HANDLER}
KEYED = {
    "case": ("", STRANGER),
    "say": ("", STRANGER),
    "rate": ("", STRANGER),
    "withdraw": ("", STRANGER),
    "work": (RAISER, "程思源"),
    "accept": (RAISER, "程思源"),
    "restart": (RAISER, "程思源"),
    "reply": (RAISER, "程思源"),
    "hand-on": (RAISER, "程思源"),
    "stop": (RAISER, "程思源"),
    "extend": (HANDLER, "孟远"),
}
NUMBERED = {"remove-route": HANDLER}
ONLY_POST = {"guess", "export", "say", "rate", "withdraw", "accept", "restart", "reply", "remove-route"}
NAMES = [*PLAIN, *KEYED, *NUMBERED]


@pytest.fixture
def address(town):
    case = accepted(town)

    def of(name):
        args = [case.key] if name in KEYED else [1] if name in NUMBERED else []
        return reverse(f"casework:{name}", args=args)

    return of


def sign_in_before(address):
    return f"/sign-in?next={quote(address, safe='')}"


def method_of(client, name):
    return client.post if name in ONLY_POST else client.get


def test_the_tables_here_name_every_address():
    assert {pattern.name for pattern in urlpatterns} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_is_asked_to_sign_in_and_led_back(client, address, name):
    response = client.get(address(name))
    assert response.status_code == 302
    assert response["Location"] == sign_in_before(address(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_part_of_a_page_without_a_session_leads_the_whole_page_to_the_sign_in(client, address, name):
    response = client.get(address(name), headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (204, sign_in_before(address(name)))


@pytest.mark.parametrize("name", NAMES)
def test_what_a_stranger_sends_is_kept_at_the_sign_in(client, address, name):
    response = client.post(address(name), {"text": "写了半天的话"})
    assert response.status_code == 401
    assert b'name="kept"' in response.content


NEVER = (PLAIN | {name: never for name, (never, _) in KEYED.items()} | NUMBERED).items()


@pytest.mark.parametrize(("name", "who"), [(name, who) for name, who in NEVER if who])
def test_a_role_that_can_never_is_told_so(client, town, address, name, who):
    assert method_of(town.enter(client, who), name)(address(name)).status_code == 403


@pytest.mark.parametrize("who", ["周守一", "吴静言", "郑明察", "顾长风", "方砚"])
@pytest.mark.parametrize("name", ["queue", "work", "export", "routes"])
def test_administrators_leaders_and_heads_have_no_desk_of_cases(client, town, address, name, who):
    assert method_of(town.enter(client, who), name)(address(name)).status_code == 403


@pytest.mark.parametrize(("name", "who"), [(name, who) for name, (_, who) in KEYED.items()])
def test_a_case_that_one_may_not_know_of_is_not_there(client, town, address, name, who):
    town.hire("孟远", "总装事业部", ("department_officer", "总装事业部"))
    assert method_of(town.enter(client, who), name)(address(name)).status_code == 404


def test_absent_and_not_visible_are_the_same_answer_to_the_byte(client, town, address):
    def answer(path):
        response = client.get(path)
        text = re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", response.content.decode())
        return response.status_code, text.replace(path, "")

    town.enter(client, STRANGER)
    assert answer(address("case")) == answer(reverse("casework:case", args=["no-such-case"]))


@pytest.mark.parametrize("name", sorted(ONLY_POST))
def test_what_changes_something_is_never_done_by_a_link(client, town, address, name):
    who = OFFICER if name in ("export", "remove-route") else HANDLER
    assert town.enter(client, who).get(address(name)).status_code == 405


def test_whom_a_case_is_about_gets_the_same_404_as_a_stranger(client, town):
    case = raised(town, about=HANDLER)
    assert town.enter(client, HANDLER).get(reverse("casework:work", args=[case.key])).status_code == 404


def test_rights_are_gone_with_the_next_request_after_the_post_ended(client, town, address):
    town.enter(client, HANDLER)
    assert client.get(address("queue")).status_code == 200
    Post.objects.filter(person=town.people[HANDLER]).update(to_on=clock.today())
    assert client.get(address("queue")).status_code == 403
