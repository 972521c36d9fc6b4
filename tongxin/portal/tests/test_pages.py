import html
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.town import PASSWORD
from tongxin.casework.tests.stories import HANDLER, OFFICER, RAISER, WORDS, accepted, answered, raised
from tongxin.core.jobs import label_of, run_due
from tongxin.journal.public import catch_up, newest_entries
from tongxin.portal.reads import journal_rows
from tongxin.portal.web.urls import urlpatterns

NAMES = ["home", "me", "workbench", "journal", "system"]
TEXTS = ["norms", "privacy"]
SYSTEM, SECURITY, AUDIT = "周守一", "吴静言", "郑明察"
ONLY_FOR = {"journal": AUDIT, "system": SYSTEM}


def at(name):
    return reverse(f"portal:{name}")


def text_of(response):
    return html.unescape(response.content.decode())


def test_the_addresses_are_those_tested_here():
    assert [pattern.name for pattern in urlpatterns] == [*NAMES, "figure", *TEXTS]


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_is_asked_to_sign_in(client, db, name):
    assert client.get(at(name))["Location"].startswith("/sign-in")


@pytest.mark.parametrize("name", ["home", "me"])
def test_home_and_me_open_for_everybody(client, town, name):
    for who in town.people:
        assert town.enter(client, who).get(at(name)).status_code == 200, who


@pytest.mark.parametrize("name", ONLY_FOR)
def test_the_pages_of_administrators_open_for_one_role_only(client, town, name):
    statuses = {who: town.enter(client, who).get(at(name)).status_code for who in town.people}
    assert {who for who, status in statuses.items() if status == 200} == {ONLY_FOR[name]}
    assert set(statuses.values()) == {200, 403}


def test_who_has_no_desk_is_led_home_from_the_workbench(client, town):
    assert town.enter(client, RAISER).get(at("workbench"))["Location"] == at("home")


@pytest.mark.parametrize("who", [HANDLER, OFFICER, "顾长风", "方砚"])
def test_who_has_a_desk_sees_the_workbench(client, town, who):
    assert town.enter(client, who).get(at("workbench")).status_code == 200


def test_home_greets_by_name_and_counts_what_waits(client, town):
    town.enter(client, RAISER)
    assert RAISER in text_of(client.get("/"))
    case = answered(town)
    assert f"{RAISER}，有1件事等你。" in "".join(text_of(client.get("/")).split())
    assert reverse("casework:case", args=[case.key]) in text_of(client.get("/"))


def test_home_shows_my_matters_and_nobody_else_s(client, town):
    raised(town, mode="handler_only")
    raised(town, by="魏东来", place="总装事业部", body="别人的事情很急。")
    text = text_of(town.enter(client, RAISER).get("/"))
    assert WORDS[:8] in text
    assert "别人的事情" not in text


def test_the_workbench_shows_counts_to_leaders_and_no_name_or_word(client, town):
    case = raised(town)
    accepted(town, mode="handler_only")
    for who in ("顾长风", "方砚"):
        text = text_of(town.enter(client, who).get(at("workbench")))
        assert not any(secret in text for secret in (RAISER, "更衣室", case.number))


def test_the_workbench_shows_the_supervisor_no_word_of_a_sealed_case(client, town):
    accepted(town, mode="handler_only")
    text = text_of(town.enter(client, OFFICER).get(at("workbench")))
    assert not any(secret in text for secret in (RAISER, "更衣室"))


def test_that_the_journal_was_read_is_noted_once_a_visit(client, town):
    town.enter(client, AUDIT)
    last = newest_entries(limit=1)[0].number
    client.get(at("journal"))
    client.get(at("journal"), {"before": last})
    reads = newest_entries(kind="portal.journal_read")
    assert [look.actor for look in reads] == [f"person:{town.people[AUDIT].pk}"]


def test_the_journal_pages_back_to_its_first_entry(client, town):
    town.enter(client, AUDIT)
    numbers, before = [], ""
    while before is not None:
        context = client.get(at("journal"), {"before": before}).context
        numbers += [row.line.number for row in context["rows"]]
        before = context["following"]
    assert numbers == list(range(max(numbers), 0, -1))


def test_the_journal_can_be_narrowed_to_a_kind(client, town):
    raised(town)
    rows = town.enter(client, AUDIT).get(at("journal"), {"kind": "casework.case"}).context["rows"]
    assert [row.line.kind for row in rows] == ["casework.case_raised"]


@pytest.mark.parametrize("before", ["²", "x", "9" * 5000, "-3"])
def test_an_odd_number_in_the_address_breaks_nothing(client, town, before):
    assert town.enter(client, AUDIT).get(at("journal"), {"before": before}).status_code == 200


def test_who_audits_reads_the_journal_and_never_who_raised_a_case(client, town):
    accepted(town, mode="handler_only")
    text = text_of(town.enter(client, AUDIT).get(at("journal"), {"kind": "casework"}))
    raiser = town.people[RAISER]
    assert f"person:{town.people[HANDLER].pk}" in text or HANDLER in text
    assert not any(secret in text for secret in (RAISER, f"person:{raiser.pk}<", "更衣室"))


def test_the_system_page_shows_jobs_and_no_person(client, town):
    raised(town)
    catch_up()
    run_due()
    text = text_of(town.enter(client, SYSTEM).get(at("system")))
    assert "提醒快到期和已超期的诉求" in text
    assert "casework.escalate" not in text
    assert not any(name in text for name in (RAISER, HANDLER, WORDS[:6]))


def test_every_job_says_in_words_what_it_is_for(db):
    catch_up()
    ran = run_due()
    assert len(ran) > 5
    assert [name for name in ran if str(label_of(name)) == name] == []


def test_what_the_view_is_like_is_chosen_in_one_place_of_a_page(client, town):
    for address in ("/me", "/", "/my-cases"):
        assert text_of(town.enter(client, RAISER).get(address)).count('class="view-switch"') == 1, address


def test_no_bar_offers_a_place_that_would_refuse(client, town):
    for who in town.people:
        text = text_of(town.enter(client, who).get("/"))
        for name in ("journal", "system"):
            assert (f'href="{at(name)}"' in text) == (ONLY_FOR[name] == who), (who, name)


def test_the_journal_names_who_signed_in_and_calls_machines_by_what_they_do(town):
    officer = town.people["沈知夏"]
    Client().post("/sign-in", {"name": officer.user.number, "password": PASSWORD})
    newest, *_older = newest_entries(kind="accounts.signed_in")
    with override("zh-hans"):
        (row,) = journal_rows([newest])
        assert (row.who, row.about) == ("沈知夏", "")
        (burden,) = journal_rows([replace(newest, kind="inbox.burden_counted", actor="system:burden", object="")])
        assert burden.who == "系统（提醒统计）"
