from datetime import date

import pytest
from django.db import connection

from tests.town import MAKER
from tongxin.casework.models import Case, Exclusion
from tongxin.casework.public import raise_case, responsible_unit, set_route
from tongxin.casework.reads.routing import handlers_of
from tongxin.casework.rights import access_case, visible_cases
from tongxin.casework.tests.stories import (
    HANDLER,
    OFFICER,
    RAISER,
    SECOND,
    WISH,
    WORDS,
    last_entry,
    matter,
    raised,
    recorded,
    terms_of,
)
from tongxin.casework.writes.numbers import new_numbers
from tongxin.core import clock
from tongxin.core.acts import with_key
from tongxin.core.errors import BadInputError, ForbiddenError, NotFoundError
from tongxin.core.policy import NOBODY, Actor
from tongxin.inbox.models import Notice
from tongxin.journal.models import Content
from tongxin.journal.public import catch_up


def test_a_case_goes_to_the_unit_that_the_route_names(town):
    assert raised(town, category="facilities").unit.name == "后勤保障部"
    assert raised(town, category="pay").unit.name == "人力资源部"


def test_without_a_route_a_case_goes_to_the_nearest_unit_above_that_has_a_handler(town):
    assert raised(town, category="growth").unit.name == "同辉集团"


def test_a_route_below_counts_only_below(town):
    assert raised(town, category="women").unit.name == "冲压一车间分会"
    assert raised(town, category="women", by="魏东来", place="总装事业部").unit.name == "同辉集团"


def test_the_words_choose_the_category_when_the_raiser_does_not(town):
    case = raised(town)
    assert (case.category, case.suggested) == ("facilities", "facilities")


def test_the_raiser_s_own_choice_wins_and_the_suggestion_is_kept_beside_it(town):
    case = raised(town, category="pay")
    assert (case.category, case.suggested) == ("pay", "facilities")


def test_numbers_of_a_day_are_drawn_and_not_counted(town):
    drawn = [int(raised(town).number.removeprefix("2026-0316-")) for _ in range(6)]
    assert len(set(drawn)) == 6
    assert max(drawn) - min(drawn) > 6  # fails by chance once in 10**26 runs


def test_a_number_that_is_taken_is_drawn_again(town):
    taken = int(raised(town).number[-6:])
    draws = iter([taken, 5, 5, 6])
    numbers = new_numbers([clock.today(), clock.today()], lambda _below: next(draws))
    assert numbers == ["2026-0316-000006", "2026-0316-000005"]


def test_three_clocks_run_from_the_day_after(town):
    terms = terms_of(raised(town))
    assert {kind: term.due_on for (kind, _round), term in terms.items()} == {
        "accept": date(2026, 3, 18),
        "first_reply": date(2026, 3, 19),
        "answer": date(2026, 4, 7),  # fifteen working days with Qingming (6 April) between
    }


def test_the_case_repeats_its_nearest_deadline_for_the_queue(town):
    case = raised(town)
    assert (case.next_due_on, case.next_kind, case.stopped) == (date(2026, 3, 18), "accept", False)


def test_the_journal_says_that_a_case_was_raised_but_not_by_whom(town):
    case = raised(town, mode="handler_only")
    entry = last_entry(case, "case_raised")
    assert recorded(case) == ["casework.case_raised"]
    assert (entry.actor, entry.person_id, entry.unit_id) == ("", None, case.unit_id)
    assert entry.data == {"category": "facilities", "mode": "handler_only", "round": 1}


@pytest.mark.parametrize("mode", ["named", "handler_only"])
def test_no_entry_of_the_journal_holds_a_word_or_a_name_of_the_raiser(town, mode):
    case = raised(town, mode=mode)
    person = town.people[RAISER]
    about = Content.objects.filter(object=case.label)
    text = repr(list(about.values()))
    assert about.exists()
    assert not any(word in text for word in (WORDS[:6], WISH[:6], RAISER, person.staff_no, f"person:{person.pk}'"))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"body": "  \n "}, "body"),
        ({"body": "😡😡😡！！！"}, "body"),
        ({"body": "热" * 20_001}, "body"),
        ({"mode": "anonymous"}, "mode"),
        ({"category": "weather"}, "category"),
    ],
)
def test_what_cannot_be_used_is_refused_at_its_field_and_nothing_is_kept(town, more, field):
    with pytest.raises(BadInputError) as refused:
        raised(town, **more)
    assert refused.value.field == field
    assert not Case.objects.exists()


def test_a_text_of_7028_characters_is_accepted_whole(town):
    text = "班车晚点。" * 1405 + "请改。"
    assert len(text) == 7028
    assert raised(town, body=text).words.body == text


def test_nobody_who_is_not_signed_in_raises_a_case(town):
    with pytest.raises(ForbiddenError):
        raise_case(actor=NOBODY, matter=matter(town))


def test_the_same_form_sent_twice_is_one_case(town):
    with with_key("form-1"):
        first = raised(town)
    with with_key("form-1"):
        again = raised(town)
    assert first.pk == again.pk
    assert Case.objects.count() == 1
    assert recorded(first) == ["casework.case_raised"]


def test_another_form_is_another_case(town):
    keys = []
    for key in ("form-1", "form-2"):
        with with_key(key):
            keys.append(raised(town).key)
    assert len(set(keys)) == 2


def test_whom_a_case_is_about_does_not_find_it(town):
    case = raised(town, about="是李桐本人")
    with pytest.raises(NotFoundError):
        access_case(actor=town.actor(HANDLER), key=case.key)
    assert not visible_cases(town.actor(HANDLER)).exists()
    assert access_case(actor=town.actor(SECOND), key=case.key) == case
    assert [person.name for person in handlers_of(case)] == [SECOND]


def test_whom_a_case_is_about_is_found_by_his_staff_number_too(town):
    case = raised(town, about=f"工号 {town.people[HANDLER].staff_no}")
    assert [row.person.name for row in Exclusion.objects.filter(case=case)] == [HANDLER]


def test_whom_a_case_is_about_is_not_told_of_it(town):
    case = raised(town, about=HANDLER)
    catch_up()
    assert [notice.person.name for notice in Notice.objects.filter(about=case.label)] == [SECOND]


def test_a_case_about_all_handlers_of_a_unit_goes_to_the_next_unit_above(town):
    case = raised(town, about="李桐、秦朗")
    assert case.unit.name == "同辉集团"
    assert [person.name for person in handlers_of(case)] == ["白露"]


def test_a_supervisor_whom_a_case_is_about_does_not_find_it_either(town):
    case = raised(town, about=OFFICER)
    assert not visible_cases(town.actor(OFFICER)).filter(pk=case.pk).exists()


def test_a_handler_s_own_matter_goes_to_a_colleague(town):
    case = raised(town, by=HANDLER, place="后勤保障部")
    assert [person.name for person in handlers_of(case)] == [SECOND]
    assert access_case(actor=town.actor(HANDLER), key=case.key) == case


def test_the_only_handler_s_own_matter_goes_to_the_next_unit_above(town):
    assert raised(town, by="程思源", place="人力资源部", category="pay").unit.name == "同辉集团"


@pytest.mark.parametrize("about", ["魏东来", "李工", "30000000010004"])
def test_whoever_names_nobody_that_handles_cases_is_told_so(town, about):
    with pytest.raises(BadInputError) as refused:
        raised(town, about=about)
    assert refused.value.field == "about"
    assert not Case.objects.exists()


def test_a_name_with_blanks_in_it_still_keeps_its_bearer_away(town):
    case = raised(town, about="李 桐师傅")
    assert Exclusion.objects.get(case=case).person == town.people["李桐"]


def test_a_unit_of_another_line_climbs_on_to_the_unit_that_it_serves(town):
    place = town.units["冲压一车间党支部"]
    assert responsible_unit(actor=Actor(), category="growth", place=place).name == "同辉集团"
    assert responsible_unit(actor=Actor(), category="women", place=place).name == "冲压一车间分会"


def test_a_new_route_counts_for_the_next_case_only(town):
    before = raised(town)
    set_route(actor=MAKER, category="facilities", scope=town.units["冲压一车间"], unit=town.units["人力资源部"])
    assert raised(town).unit.name == "人力资源部"
    assert Case.objects.get(pk=before.pk).unit.name == "后勤保障部"


def test_the_day_of_a_number_is_the_day_of_the_organisation(town, frozen):
    with clock.at(frozen.replace(hour=23, minute=59)):
        assert raised(town).number.startswith("2026-0316-")


def test_a_case_for_the_handler_only_lies_sealed_in_the_database(town):
    case = raised(town, mode="handler_only")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM casework_case WHERE id = %s", [case.pk])
        row = repr(cursor.fetchone())
    assert case.number in row
    assert not any(word in row for word in ("更衣室", "热水", "冲压"))
    assert "a1:k1:" in row
    assert Case.objects.get(pk=case.pk).words.body == WORDS
