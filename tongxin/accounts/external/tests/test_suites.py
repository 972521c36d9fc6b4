from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.utils import translation

from tests.town import PASSWORD
from tongxin.accounts.external.checking import external_findings
from tongxin.accounts.external.identity import NotAcceptedError
from tongxin.accounts.external.tests.recorded import OK, SHAPES, suite_on
from tongxin.accounts.external.ways import directory_of
from tongxin.casework.tests.stories import RAISER
from tongxin.journal.public import newest_entries

ALL = pytest.mark.parametrize("code", sorted(SHAPES))
TOKEN = {
    "wecom": "/cgi-bin/gettoken",
    "dingtalk": "/v1.0/oauth2/accessToken",
    "feishu": "/open-apis/auth/v3/tenant_access_token/internal",
}
WHO = {
    "wecom": "/cgi-bin/auth/getuserinfo",
    "dingtalk": "/topapi/user/getbyunionid",
    "feishu": "/open-apis/authen/v1/user_info",
}
NAME = {"dingtalk": "authCode"}
COMPANY = {"dingtalk": "ding1", "feishu": "t1"}


@pytest.fixture
def suite(code, settings):
    cache.clear()
    with suite_on(code) as made:
        made.code = code
        settings.EXTERNAL = {code: values_of(made)}
        yield made
    cache.clear()


def values_of(made, **more):
    return {
        "app": "app-1", "secret": "app secret", "company": COMPANY.get(made.code, ""), "agent": "1000002",
        "page": "https://page.example", "api": made.url, "also": made.url, "root": "U00", "trusted": False, "label": "",
    } | more  # fmt: skip


def go(client, suite):
    """Start, and return what the page of the suite is asked."""
    started = client.get(f"/sign-in/{suite.code}")["Location"]
    assert started.startswith("https://page.example/")
    return {name: values[0] for name, values in parse_qs(urlsplit(started).query).items()}


def back(client, suite, state, code="code-1"):
    return client.get(f"/sign-in/{suite.code}/back", {NAME.get(suite.code, "code"): code, "state": state})


@ALL
def test_one_binds_once_and_signs_in_by_the_suite_alone(client, town, suite):
    asked = go(client, suite)
    assert asked["redirect_uri"] == f"http://testserver/sign-in/{suite.code}/back"
    assert back(client, suite, asked["state"])["Location"] == "/sign-in/bind"
    number = town.people[RAISER].staff_no
    assert client.post("/sign-in/bind", {"name": number, "password": PASSWORD})["Location"] == "/"
    client.post("/sign-out")
    assert back(client, suite, go(client, suite)["state"])["Location"] == "/"
    assert newest_entries(kind="accounts.signed_in")[0].data == {"way": suite.code}


@ALL
def test_a_trusted_suite_binds_by_the_staff_number(client, town, suite, settings):
    settings.EXTERNAL = {suite.code: values_of(suite, trusted=True)}
    assert back(client, suite, go(client, suite)["state"])["Location"] == "/"


@ALL
def test_a_wrong_state_asks_the_suite_nothing(client, town, suite):
    go(client, suite)
    assert back(client, suite, "another").status_code == 403
    assert suite.asked == []


STRANGERS = {
    "wecom": OK | {"openid": "stranger"},
    "dingtalk": {"errcode": 60121, "errmsg": "找不到该用户"},
    "feishu": {"code": 0, "data": {"open_id": "ou_2", "union_id": "on_2", "tenant_key": "another"}},
}


@ALL
def test_somebody_outside_the_company_does_not_come_in(client, town, suite):
    suite.answers[WHO[suite.code]] = STRANGERS[suite.code]
    assert back(client, suite, go(client, suite)["state"]).status_code == 403
    reason = newest_entries(kind="accounts.external_refused")[0].data["reason"]
    assert reason in {"not_a_member", "other_company"}


@ALL
def test_departments_stay_nested_and_the_company_itself_is_the_configured_unit(suite):
    directory = directory_of(suite.code)
    names = [(unit.name, unit.parent) for unit in directory.units()]
    centre = next(unit.code for unit in directory.units() if unit.name == "数字化中心")
    assert names == [("数字化中心", "U00"), ("数据部", centre)]


@ALL
def test_people_come_once_each_in_their_department(suite):
    people = {one.staff_no: one for one in directory_of(suite.code).people()}
    data = next(unit.code for unit in directory_of(suite.code).units() if unit.name == "数据部")
    assert set(people) == {"90001", "90002"}
    assert (people["90001"].name, people["90001"].unit) == ("林晚秋", data)
    assert people["90001"].phone.endswith("13812345678")


@ALL
def test_the_token_of_the_application_is_kept_sealed(suite):
    list(directory_of(suite.code).units())
    list(directory_of(suite.code).units())
    assert suite.paths().count(TOKEN[suite.code]) == 1
    kept = cache.get(f"suite:{suite.code}:app-1")
    assert kept
    assert "app-token-1" not in kept


STALE = {
    "wecom": ("/cgi-bin/department/list", {"errcode": 42001, "errmsg": "access_token expired"}),
    "dingtalk": ("/topapi/v2/department/listsub", {"errcode": 40014, "errmsg": "不合法的access_token"}),
    "feishu": ("/open-apis/contact/v3/departments/0/children", {"code": 99991663, "msg": "token attach failed"}),
}


@ALL
def test_a_token_that_ended_early_is_renewed_once(suite):
    path, fault = STALE[suite.code]
    suite.answers[path] = [fault, suite.answers[path]]
    assert len(list(directory_of(suite.code).units())) == 2
    assert suite.paths().count(TOKEN[suite.code]) == 2
    suite.answers[path] = fault
    with pytest.raises(NotAcceptedError):
        list(directory_of(suite.code).units())


FAULTS = [
    ("wecom", {"errcode": 40001, "errmsg": "invalid credential"}, "refuses the application"),
    ("wecom", {"errcode": 60020, "errmsg": "not allow to access from your ip"}, "address of this server"),
    ("dingtalk", {"code": "invalidClientIdOrSecret", "message": "x", "requestid": "y"}, "refuses the application"),
    ("feishu", {"code": 10014, "msg": "app secret invalid"}, "refuses the application"),
    ("feishu", {"code": 99991401, "msg": "ip denied"}, "address of this server"),
    ("feishu", {"code": 12345, "msg": "something new"}, "feishu_12345"),
]


@pytest.mark.parametrize(("code", "fault", "word"), FAULTS)
def test_a_fault_becomes_a_sentence(suite, fault, word):
    suite.answers[TOKEN[suite.code]] = fault
    with translation.override("en"):
        assert word in " ".join(one.sentence for one in external_findings())


@ALL
def test_a_sound_configuration_has_no_findings(suite):
    assert external_findings() == []


@ALL
def test_the_secret_is_in_no_representation_and_in_no_page(client, town, suite):
    assert "app secret" not in repr(directory_of(suite.code))
    assert "app secret" not in client.get("/sign-in").content.decode()


@ALL
def test_only_the_configured_address_is_asked(suite):
    way = directory_of(suite.code)
    with pytest.raises(NotAcceptedError) as refused:
        way.call("GET", "/x", base="http://127.0.0.1:1")
    assert refused.value.code == "foreign_address"


@ALL
def test_a_suite_that_answers_nonsense_lets_nobody_in(client, town, suite):
    for path in SHAPES[suite.code]:
        kept, suite.answers[path] = suite.answers[path], {"errcode": 0, "code": 0, "data": 1, "result": []}
        assert back(client, suite, go(client, suite)["state"]).status_code in {302, 403, 502}
        assert client.get("/").status_code == 302
        suite.answers[path] = kept
        cache.clear()
