import socket
import threading

import pytest
from django.utils import translation

from tests.town import PASSWORD as HERE_PASSWORD
from tongxin.accounts.external.checking import external_findings
from tongxin.accounts.external.identity import NotAcceptedError, SilentError
from tongxin.accounts.external.ldap.link import Link
from tongxin.accounts.external.ldap.way import LdapWay
from tongxin.accounts.external.tests.slapd import BASE, PASSWORD, SECRET, SERVICE, SLAPD, Slapd
from tongxin.casework.tests.stories import RAISER
from tongxin.journal.public import newest_entries

pytestmark = pytest.mark.skipif(SLAPD is None, reason="there is no slapd on this machine")


@pytest.fixture(scope="module")
def slapd(tmp_path_factory):
    server = Slapd(tmp_path_factory.mktemp("slapd"))
    yield server
    server.stop()


def values_of(slapd, **more):
    return {
        "url": slapd.url, "starttls": True, "ca": str(slapd.folder / "ca.pem"), "base": BASE, "bind_dn": SERVICE,
        "bind_password": SECRET, "label": "域账号", "unit_code": "description",
    } | more  # fmt: skip


@pytest.fixture
def way(slapd):
    return LdapWay(**values_of(slapd))


def test_one_is_found_and_proves_the_name_by_the_password(way):
    identity = way.identify("he", PASSWORD)
    assert len(identity.subject) == 36, "entryUUID, which survives a new name"
    assert identity.staff_no == "", "not trusted unless the administrator says so"
    assert way.identify("HE", PASSWORD) == identity


def test_a_trusted_directory_says_the_staff_number(slapd):
    assert LdapWay(**values_of(slapd, trusted=True)).identify("he", PASSWORD).staff_no == "10001"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("he", "wrong"),
        ("he", ""),
        ("", PASSWORD),
        ("", ""),
        ("nobody-of-this-name", PASSWORD),
        ("*", PASSWORD),
        ("h*", PASSWORD),
        ("he)(uid=*", PASSWORD),
        ("*)(|(uid=*", PASSWORD),
        ("he\x00", PASSWORD),
        ("\\68\\65", PASSWORD),
        ("twin", PASSWORD),
        ("x" * 300, PASSWORD),
        (SERVICE, SECRET),
    ],
)
def test_nobody_else_gets_in(way, name, password):
    assert way.identify(name, password) is None


def test_an_empty_password_never_reaches_the_server(way):
    with pytest.raises(NotAcceptedError), way.link().bound(f"uid=he,ou=press,ou=body,{BASE}", ""):
        pass


def test_ldaps_and_starttls_check_the_certificate(slapd):
    folder = slapd.folder
    assert LdapWay(**values_of(slapd, url=slapd.secure_url)).identify("he", PASSWORD)
    for url in (slapd.url, slapd.secure_url):
        with pytest.raises(SilentError):
            LdapWay(**values_of(slapd, url=url, ca=str(folder / "stranger.pem"))).identify("he", PASSWORD)


def test_passwords_cross_no_network_in_the_clear():
    with pytest.raises(SilentError) as refused:
        Link(url="ldap://directory.corp.example", starttls=False, ca="")
    assert refused.value.code == "not_encrypted"


def test_a_wrong_service_account_is_no_wrong_password(slapd):
    with pytest.raises(SilentError) as refused:
        LdapWay(**values_of(slapd, bind_password="wrong")).identify("he", PASSWORD)
    assert refused.value.code == "service_account"


def test_a_directory_that_accepts_and_says_nothing_is_told_in_time(slapd, monkeypatch):
    monkeypatch.setattr("tongxin.accounts.external.ldap.link.RECEIVE", 1)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        threading.Thread(target=mute.accept, daemon=True).start()
        url = f"ldap://127.0.0.1:{mute.getsockname()[1]}"
        with pytest.raises(SilentError):
            LdapWay(**values_of(slapd, url=url, starttls=False)).identify("he", PASSWORD)


def test_a_reference_to_another_server_is_not_followed(way):
    assert [person.name for person in way.people()].count("He Xiaoman") == 1


def test_units_come_from_the_top_down_with_their_parents(way):
    assert [(unit.code, unit.name, unit.parent) for unit in way.units()] == [
        ("D1", "body", ""),
        ("D3", "hr", ""),
        ("D2", "press", "D1"),
    ]


def test_people_come_with_the_unit_in_which_they_lie(way):
    people = {person.staff_no: person for person in way.people()}
    assert (people["10001"].name, people["10001"].unit, people["10001"].phone) == ("He Xiaoman", "D2", "13812345678")
    assert people[""].name == "No Number"


@pytest.fixture
def page(client, town, settings, slapd):
    settings.EXTERNAL = {"ldap": values_of(slapd)}
    return lambda name, password, **more: client.post("/sign-in/ldap", {"name": name, "password": password}, **more)


def test_the_whole_way_by_the_page(page, client, town):
    assert "/sign-in/ldap" in client.get("/sign-in").content.decode()
    assert "域账号" in client.get("/sign-in/ldap").content.decode()
    assert page("he", "wrong").status_code == 422
    assert page("he", PASSWORD)["Location"] == "/sign-in/bind"
    number = town.people[RAISER].staff_no
    assert client.post("/sign-in/bind", {"name": number, "password": HERE_PASSWORD})["Location"] == "/"
    client.post("/sign-out")
    assert page("he", PASSWORD)["Location"] == "/"
    assert newest_entries(kind="accounts.signed_in")[0].data == {"way": "ldap"}


def test_a_trusted_number_binds_at_the_first_sign_in(page, client, town, settings, slapd):
    number = town.people[RAISER].staff_no
    assert number == "10001"
    settings.EXTERNAL = {"ldap": values_of(slapd, trusted=True)}
    assert page("he", PASSWORD)["Location"] == "/"


def test_five_wrong_passwords_lock_the_name(page):
    for _ in range(5):
        page("star", "wrong")
    assert page("star", PASSWORD).status_code == 429


def test_a_directory_that_is_away_is_told_in_a_sentence_and_keeps_the_name(page, settings, slapd):
    settings.EXTERNAL = {"ldap": values_of(slapd, url="ldaps://127.0.0.1:9")}
    away = page("he", PASSWORD, headers={"Accept-Language": "en"})
    assert away.status_code == 502
    text = away.content.decode()
    assert "does not answer" in text
    assert 'value="he"' in text
    assert PASSWORD not in text


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({}, ""),
        ({"base": ""}, "TONGXIN_LDAP_BASE"),
        ({"bind_password": "wrong"}, "service account"),
        ({"people_filter": "(uid=none)"}, "nobody is found"),
        ({"url": "ldap://directory.corp.example", "starttls": False}, "in the clear"),
        ({"url": "ldaps://127.0.0.1:9"}, "does not answer"),
    ],
)
def test_the_check_says_what_is_wrong(settings, slapd, more, word):
    settings.EXTERNAL = {"ldap": values_of(slapd, **more)}
    with translation.override("en"):
        found = external_findings()
    assert bool(found) == bool(word)
    assert word in " ".join(one.sentence for one in found)
