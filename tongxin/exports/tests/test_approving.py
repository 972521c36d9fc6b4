"""A second person decides, the asker alone fetches, with the rights of that moment, until it ends; nothing stays."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.town import MAKER
from tongxin.core import clock
from tongxin.core.errors import BadInputError, ForbiddenError, NotFoundError, RuleBrokenError, TooManyError
from tongxin.core.exports import export_kinds
from tongxin.exports.making import make_file
from tongxin.exports.models import APPROVED, ASKED, REFUSED, Export
from tongxin.exports.reads import own_page, waiting_page
from tongxin.exports.tests.conftest import APPROVER, ASKER, AUDITOR, OTHER, SECOND, SYSTEM, cells
from tongxin.exports.writes import ask_export, decide_export, open_export, take_export
from tongxin.inbox.models import Notice
from tongxin.inbox.public import todos_of
from tongxin.journal.public import newest_entries
from tongxin.organisation.models import Post
from tongxin.organisation.public import delegate, end_post, grant_role


def decide(town, export, who, *, approve=True, text="用途清楚，可以"):
    return decide_export(actor=town.actor(who), key=export.key, approve=approve, text=text)


def fetch(town, export, who=ASKER):
    actor = town.actor(who)
    return make_file(actor, open_export(actor=actor, key=export.key))


def test_a_large_file_is_not_made_but_asked_for_with_its_size(town, asked, roster):
    kind, unit = roster
    assert take_export(actor=town.actor(ASKER), kind=kind, unit=unit) is None
    assert (asked.state, asked.rows, asked.unit) == (ASKED, 13, town.units["同辉集团"])
    with pytest.raises(RuleBrokenError):
        fetch(town, asked)


def test_the_reason_lies_encrypted_and_not_in_the_journal(asked):
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM exports_export WHERE id = %s", [asked.pk])
        assert cursor.fetchone()[0].startswith("a1:")
    assert "体检" not in str([line.data for line in newest_entries(limit=20)])


def test_it_waits_for_those_who_may_approve_and_for_nobody_else(town, asked):
    link = reverse("exports:waiting")
    assert {who for who in town.people if any(todo.link == link for todo in todos_of(town.actor(who)))} == {
        APPROVER,
        SECOND,
    }
    assert {who for who in town.people if waiting_page(town.actor(who))} == {APPROVER, SECOND}


@pytest.mark.parametrize("who", [OTHER, SYSTEM, "李桐"])
def test_for_others_it_does_not_exist(town, asked, who):
    with pytest.raises(NotFoundError):
        decide(town, asked, who)


@pytest.mark.parametrize("who", [ASKER, AUDITOR])
def test_the_asker_and_the_auditor_see_it_and_do_not_decide(town, asked, who):
    with pytest.raises(ForbiddenError):
        decide(town, asked, who)


def test_nobody_approves_his_own_whatever_role_he_has(town, asked):
    last = clock.today() + timedelta(days=30)
    with pytest.raises(RuleBrokenError):  # an administrator holds no other role
        grant_role(actor=MAKER, person=town.people[ASKER], role="security_admin", reason="代管", last_on=last)
    town.appoint(town.people[ASKER], "leader", "同辉集团")
    with pytest.raises(ForbiddenError):
        decide(town, asked, ASKER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.filter(pk=asked.pk).update(decided_by=asked.person)


def test_a_role_lent_by_the_asker_approves_nothing_of_his(town, limit, roster):
    kind, unit = roster
    town.appoint(town.people[ASKER], "leader", "同辉集团")
    delegate(
        actor=town.actor(ASKER), taker=town.people[OTHER], role="leader", unit=town.units["同辉集团"],
        last_on=clock.today() + timedelta(days=5), reason="出差",
    )  # fmt: skip
    asked = ask_export(actor=town.actor(ASKER), kind=kind, unit=unit, reason="年度体检名单")
    assert waiting_page(town.actor(OTHER)) == []
    with pytest.raises(ForbiddenError):
        decide(town, asked, OTHER)


def test_an_account_that_one_person_alone_could_open_approves_nothing(town, client, asked):
    user = town.people[SECOND].user
    user.vouched = False
    user.save(update_fields=["vouched"])
    address = reverse("exports:decide", args=[asked.key])
    town.enter(client, SECOND).post(address, {"outcome": "approve", "text": "用途清楚"})
    asked.refresh_from_db()
    assert asked.state == ASKED
    user.vouched = True
    user.save(update_fields=["vouched"])
    client.post(address, {"outcome": "approve", "text": "用途清楚"})
    asked.refresh_from_db()
    assert asked.state == APPROVED


def test_it_is_decided_once_with_a_reason_and_the_asker_is_told(town, asked):
    with pytest.raises(BadInputError):
        decide(town, asked, SECOND, text=" ")
    refused = decide(town, asked, SECOND, approve=False, text="范围过大，请按车间取")
    assert (refused.state, refused.answer, refused.decided_by.name) == (REFUSED, "范围过大，请按车间取", SECOND)
    assert Notice.objects.filter(person=town.people[ASKER], kind="exports.decided").count() == 1
    with pytest.raises(RuleBrokenError):
        decide(town, asked, APPROVER)
    with pytest.raises(RuleBrokenError):
        fetch(town, asked)


def test_an_approved_file_says_who_took_it_when_and_who_approved(town, approved):
    with override("zh-hans"):
        sheets = cells(fetch(town, approved))
    assert len(sheets["人员"]) == 14
    assert {row[-1] for row in sheets["人员"][1:]} == {approved.number}
    told = str(sheets["取用说明"])
    assert all(word in told for word in (ASKER, APPROVER, approved.number, "年度体检", "2026-03-16 10:00"))


@pytest.mark.parametrize("who", [APPROVER, SECOND, AUDITOR])
def test_whoever_sees_the_request_does_not_fetch_the_file(town, approved, who):
    with pytest.raises(ForbiddenError):
        fetch(town, approved, who)


def test_another_asker_does_not_find_it(town, approved):
    town.hire("林晚", "同辉集团", ("department_officer", "同辉集团"))
    with pytest.raises(NotFoundError):
        fetch(town, approved, "林晚")


def test_it_ends_after_a_day_also_for_a_form_that_is_sent_again(town, client, approved):
    page, address = town.enter(client, ASKER), reverse("exports:fetch", args=[approved.key])
    assert page.post(address, {"_key": "one-form"})["Content-Disposition"].startswith("attachment")
    assert page.post(address, {"_key": "one-form"}).status_code == 200
    approved.refresh_from_db()
    assert approved.taken == 2
    with clock.at(clock.now() + timedelta(hours=24, seconds=1)):
        again = town.enter(Client(), ASKER).post(address, {"_key": "one-form"})
        assert (again.status_code, again["Location"]) == (302, reverse("exports:export", args=[approved.key]))
        with pytest.raises(RuleBrokenError):
            fetch(town, approved)


def test_a_right_that_is_lost_after_the_approval_opens_nothing(town, approved):
    post = Post.objects.get(person=town.people[ASKER])
    end_post(actor=MAKER, post=post, day=clock.today())
    with pytest.raises(ForbiddenError):
        fetch(town, approved)


def test_more_rows_than_were_approved_do_not_leave(town, approved):
    town.hire("林晚", "总装事业部")
    with pytest.raises(RuleBrokenError):
        fetch(town, approved)


def test_no_file_stays_on_the_disk(town, approved, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert fetch(town, approved)
    assert list(tmp_path.iterdir()) == []
    town.hire("林晚", "总装事业部")
    with pytest.raises(RuleBrokenError):
        fetch(town, approved)
    assert list(tmp_path.iterdir()) == []


def test_a_request_that_nobody_answers_lapses(town, asked):
    with clock.at(clock.now() + timedelta(days=7, seconds=1)):
        assert waiting_page(town.actor(APPROVER)) == []
        with pytest.raises(RuleBrokenError):
            decide(town, asked, APPROVER)


def test_at_most_five_requests_wait_at_once(town, asked, roster):
    kind, unit = roster
    for _time in range(4):
        ask_export(actor=town.actor(ASKER), kind=kind, unit=unit, reason="年度体检名单")
    with pytest.raises(TooManyError):
        ask_export(actor=town.actor(ASKER), kind=kind, unit=unit, reason="年度体检名单")


def test_what_was_approved_does_not_count_to_what_one_may_take_alone(town, approved):
    fetch(town, approved)
    small = take_export(actor=town.actor(ASKER), kind=export_kinds()["people"], unit=town.units["车身事业部"].key)
    assert small is not None
    assert [line.export.state for line in own_page(town.actor(ASKER)).lines] == ["made", APPROVED]
