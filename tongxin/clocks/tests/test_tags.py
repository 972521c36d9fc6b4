from datetime import date

import pytest
from django.template import engines
from django.utils import translation

from tongxin.clocks.rules.calendar import STATUTORY
from tongxin.clocks.rules.entries import Entry, Ground, Kind, Length, Unit
from tongxin.clocks.rules.term import derive
from tongxin.clocks.tests.terms import OWN, TODAY, end, extend, on, restart, start, stop
from tongxin.clocks.words import badge_of, due_words, elapsed_words, sentence_words, source_words

STOPPED_ONCE = start(), stop(on(11, 18), reason="等补照片"), restart(on(11, 19))
HANDED_ON = Entry(Kind.TRANSFER, on(11, 16), 1, afresh=True)
LONGER = extend(on(11, 16), 5, ground=Ground(source="《办法》第十条", reason="要外检"))


@pytest.fixture(autouse=True)
def chinese():
    with translation.override("zh-hans"):
        yield


def term(*entries, calendar=STATUTORY, today=TODAY):
    return derive(entries, calendar, today)


def shown(tag, given):
    return engines["django"].from_string("{% load clocks %}" + tag).render({"term": given})


def test_the_ruler_keeps_the_markup_contract():
    assert shown("{% ruler term %}", term(*STOPPED_ONCE)) == (
        '<div class="ruler" role="img" aria-label="共 15 个工作日：已过 6 个工作日，暂停计时 1 个工作日，'
        '今天 11月20日 周五，还剩 9 个工作日，12月3日 周四到期">'
        '<i class="past mon"></i><i class="past"></i><i class="past mon"></i><i class="past"></i><i class="stop"></i>'
        '<i class="past"></i><i class="past today"><b>今天</b></i><i class="mon"></i><i></i><i></i><i></i><i></i>'
        '<i class="mon"></i><i></i><i></i><i class="end"></i></div>'
    )


def test_the_slim_ruler_of_a_list_may_stand_in_a_link_and_names_nothing():
    slim = shown("{% ruler term slim=True %}", term(*STOPPED_ONCE))
    assert slim.startswith('<span class="ruler slim" role="img"')
    assert slim.endswith('<i class="end"></i></span>')
    assert "<b>" not in slim


def test_under_the_ruler_stand_its_ends_and_the_answer():
    assert shown("{% ruler_ends term %}", term(*STOPPED_ONCE)) == (
        '<div class="ruler-ends"><span>11月11日</span><b>12月3日</b></div>'
    )
    answered = shown("{% ruler_ends term %}", term(*STOPPED_ONCE, end(on(11, 25)), today=on(12, 20)))
    assert "<span>11月25日 答复</span>" in answered


def test_why_is_told_line_by_line():
    assert shown("{% why term %}", term(*STOPPED_ONCE)) == (
        '<ol class="why"><li><span>11月11日 周三</span>从这天起算，当天不算</li>'
        "<li><span>15 个工作日</span>期限：《职工诉求办理办法》第九条（必须）</li>"
        "<li><span>6 天</span>周末，不算</li>"
        "<li><span>1 个工作日</span>11月18日 周三 暂停计时：等补照片</li>"
        "<li><span>12月3日 周四</span>最晚这一天，原定 12月2日 周三</li></ol>"
    )


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (term(start(10, on(9, 28)), today=on(9, 28)), "<span>7 天</span>国庆节放假，10月1日 周四–10月7日 周三，不算"),
        (term(start(10, on(9, 28)), today=on(9, 28)), "<span>10月10日 周六</span>国庆节调休上班，算一天"),
        (term(start(), calendar=OWN), "<span>1 天</span>本单位放假，11月27日 周五，不算：公司日"),
        (term(start(25), calendar=OWN), "<span>12月5日 周六</span>本单位上班，算一天：赶工"),
        (term(start(), LONGER), "<span>5 个工作日</span>11月16日 周一 延长：要外检，《办法》第十条"),
        (term(start(3, on(9, 28), unit=Unit.DAYS), today=on(9, 28)), "10月1日 周四 是休息日，顺延到下一个工作日"),
        (term(start(limit=Length(15)), calendar=OWN), "<span>1 天</span>提前，不能晚于规定的最长期限"),
        (term(start(), HANDED_ON), "<span>5 天</span>11月16日 周一 转交前用掉的"),
        (term(start(15, on(12, 18)), today=on(12, 18)), "最晚这一天，暂定：那一年的放假安排还没公布"),
    ],
)
def test_why_has_words_for_every_reason(given, line):
    assert line in shown("{% why term %}", given)


@pytest.mark.parametrize(
    ("given", "word", "icon", "tone"),
    [
        (term(start()), "还剩 8 个工作日", "clock", ""),
        (term(start(9)), "还剩 2 个工作日", "clock", "soon"),
        (term(start(7)), "今天到期", "clock", "soon"),
        (term(start(5)), "超期 2 个工作日", "alert-triangle", "late"),
        (term(start(7), today=on(11, 21)), "已超期", "alert-triangle", "late"),
        (term(start(), stop(on(11, 19))), "暂停计时", "player-pause", ""),
        (term(start(), end(on(11, 20))), "按期答复", "check", "ok"),
        (term(start(5), end(on(11, 20))), "超期 2 个工作日答复", "alert-triangle", "late"),
        (term(start(7), end(on(11, 21)), today=on(11, 23)), "超期答复", "alert-triangle", "late"),
        (term(start(5), Entry(Kind.CANCEL, on(11, 20), 1)), "已撤回", "player-stop", ""),
        (term(start(30, unit=Unit.DAYS)), "还剩 21 天", "clock", ""),
    ],
)
def test_a_badge_says_where_a_term_stands(given, word, icon, tone):
    badge = badge_of(given)
    assert (badge.word, badge.icon, badge.tone) == (word, icon, tone)
    assert word in shown("{% term_badge term %}", given)
    assert f"#{icon}" in shown("{% term_badge term %}", given)
    assert f"答复{word}<" in shown('{% term_badge term of="答复" %}', given)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (term(*STOPPED_ONCE), "12月3日 周四，还剩 9 个工作日"),
        (term(start(7)), "今天到期"),
        (term(start(6)), "昨天到期，超期 1 个工作日"),
        (term(start(), stop(on(11, 19))), "暂停计时，还剩 10 个工作日"),
        (term(start(), end(on(11, 20))), "按期答复"),
        (term(start(8)), "11月23日 周一，还剩 1 个工作日"),
        (term(start(8), today=on(11, 22)), "明天，还剩 1 个工作日"),
        (term(start(12, limit=Length(12)), calendar=OWN, today=on(11, 26)), "明天到期"),
        (term(start(15, on(12, 18)), today=on(12, 18)), "2027年1月8日（暂定），还剩 15 个工作日"),
    ],
)
def test_a_deadline_is_said_as_people_say_it(given, words):
    assert due_words(given) == words
    assert shown("{{ term|due_words }}", given) == words


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (term(start(15, TODAY)), "今天开始"),
        (term(start(15, on(11, 14)), today=on(11, 15)), "已过 0 个工作日"),  # a weekend: begun yesterday
        (term(start(15, on(11, 19))), "已过 1 个工作日"),
    ],
)
def test_on_the_day_a_term_begins_nothing_has_passed(given, words):
    assert elapsed_words(given) == words


@pytest.mark.parametrize(
    ("source", "force", "words"),
    [
        ("《信访工作条例》第三十四条", "must", "《信访工作条例》第三十四条（必须）"),
        ("《信访工作条例》第三十四条", "practice", "《信访工作条例》第三十四条（惯例）"),
        ("平台默认（参照通行做法，未经文件核对）", "practice", "平台默认（参照通行做法，未经文件核对）"),
        ("产品默认（通行做法，未与文件核对）", "practice", "产品默认（通行做法，未与文件核对）"),
        ("职代会决议", "local", "职代会决议（地方规定）"),
    ],
)
def test_a_custom_without_a_document_is_not_called_a_custom_twice(source, force, words):
    assert source_words(Ground(source=source, force=force)) == words


def test_english_stands_without_a_catalogue():
    with translation.override("en"):
        assert badge_of(term(start(8))).word == "1 working day left"
        assert sentence_words(term(start(5))).startswith("5 working days in all: 7 working days used")


def test_words_written_by_people_are_escaped():
    given = term(start(), stop(on(11, 13), reason="<b>"), restart(date(2026, 11, 17)))
    assert "&lt;b&gt;" in shown("{% why term %}", given)
