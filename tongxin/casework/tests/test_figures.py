from tongxin.casework.reads.figures import load_in_reach, load_of
from tongxin.casework.reads.queue import counts_of_views
from tongxin.casework.rights import HANDLE, SUPERVISE
from tongxin.casework.tests.stories import HANDLER, OFFICER, RAISER, SECOND, raised

UNIT = "后勤保障部"


def figures(town, name):
    """Return every count of open cases that somebody is shown."""
    actor = town.actor(name)
    unit = load_of(actor, town.units[UNIT].pk).open
    return {"unit": unit, "reach": load_in_reach(actor, HANDLE).open, "queue": counts_of_views(actor)["open"]}


def test_whom_a_case_is_about_finds_it_in_no_figure(town):
    raised(town)
    before = figures(town, HANDLER)
    raised(town, about=HANDLER)
    assert figures(town, HANDLER) == before == {"unit": 1, "reach": 1, "queue": 1}
    assert figures(town, SECOND) == {"unit": 2, "reach": 2, "queue": 2}


def test_whoever_supervises_and_is_spoken_of_finds_it_in_no_figure(town):
    case = raised(town, about=OFFICER)
    assert case.exclusions.get().person == town.people[OFFICER]
    assert load_in_reach(town.actor(OFFICER)).open == 0
    assert load_in_reach(town.actor(OFFICER), SUPERVISE).new == 0


def test_what_one_raised_oneself_is_counted_even_if_it_is_about_oneself(town):
    raised(town, by=HANDLER, about=HANDLER)
    raised(town, by=RAISER)
    actor = town.actor(HANDLER)
    assert load_in_reach(town.actor("顾长风")).open == 2
    assert load_of(actor, town.units["同辉集团"].pk).open == 2
