from datetime import timedelta

from tongxin.casework.models import Tally
from tongxin.casework.public import accept_case, rate_case
from tongxin.casework.tests.stories import HANDLER, RAISER, answer, answered, closed, raised, withdrawn
from tongxin.core import clock
from tongxin.core.acts import working
from tongxin.inbox.models import Notice
from tongxin.journal.models import Entry
from tongxin.journal.public import catch_up, rebuild, reverse

COLUMNS = ("unit_id", "day", "kind", "category", "count")


def tallies():
    return sorted(Tally.objects.exclude(count=0).values_list(*COLUMNS))


def a_fortnight(town, frozen):
    waiting = raised(town)
    closed(town)
    withdrawn(town, category="pay")
    catch_up()
    with clock.at(frozen + timedelta(days=7)):
        accept_case(actor=town.actor(HANDLER), key=waiting.key)
        answer(town, waiting)
        rate_case(actor=town.actor(RAISER), key=waiting.key, solved="no")


def test_the_tallies_count_facts_by_unit_day_kind_and_category(town, frozen):
    a_fortnight(town, frozen)
    catch_up()
    unit, day = town.units["后勤保障部"].pk, clock.today()
    counts = {kind.partition(".")[2]: count for u, d, kind, _category, count in tallies() if (u, d) == (unit, day)}
    assert counts == {"case_raised": 2, "case_accepted": 1, "case_answered": 1, "case_rated": 1, "case_closed": 1}


def test_rebuilt_tallies_are_the_ones_that_grew_live(town, frozen):
    a_fortnight(town, frozen)
    catch_up()
    live = tallies()
    assert rebuild("casework.tally") > 0
    assert tallies() == live


def test_a_fact_that_is_taken_back_is_counted_back(town):
    raised(town)
    catch_up()
    with working():
        reverse(Entry.objects.get(kind="casework.case_raised").number, reason="entered twice")
    catch_up()
    assert tallies() == []
    rebuild("casework.tally")
    assert tallies() == []


def test_reading_again_tells_nobody_twice(town):
    answered(town)
    catch_up()
    told = Notice.objects.count()
    rebuild("casework.tally")
    catch_up()
    assert told > 0
    assert Notice.objects.count() == told
