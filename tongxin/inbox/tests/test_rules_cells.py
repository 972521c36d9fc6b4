from hypothesis import given
from hypothesis import strategies as st

from tongxin.inbox.rules.cells import LEAST, folded

BIG, SMALL = LEAST, LEAST - 1


def test_a_group_of_five_is_counted_by_itself():
    assert folded({("handler", "team"): BIG}) == {("handler", "team"): ("handler", "team")}


def test_small_groups_of_one_post_go_together():
    into = folded({("handler", "team"): 3, ("handler", "workshop"): 2, ("leader", "team"): BIG})
    assert into[("handler", "team")] == into[("handler", "workshop")] == ("handler", "")


def test_a_post_with_few_people_goes_to_everybody_left():
    into = folded({("leader", "group"): 1, ("audit_admin", "group"): SMALL, ("employee", "team"): 90})
    assert into[("leader", "group")] == into[("audit_admin", "group")] == ("", "")
    assert into[("employee", "team")] == ("employee", "team")


def test_a_single_small_group_does_not_stand_alone_as_the_remainder():
    into = folded({("leader", "group"): 1, ("handler", "team"): BIG, ("employee", "team"): 90})
    assert into[("leader", "group")] == into[("handler", "team")] == ("", "")


@given(st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), st.integers(1, 9)))
def test_no_counted_group_is_smaller_than_five_unless_there_are_no_more_people(people):
    into = folded(people)
    sizes = {target: sum(people[cell] for cell in people if into[cell] == target) for target in into.values()}
    assert all(size >= LEAST for size in sizes.values()) or (len(sizes) == 1 and sum(people.values()) < LEAST)
