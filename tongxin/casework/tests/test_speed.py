"""What keeps raising and long queues fast: statements under the write lock, and lists that are read off an index."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.casework.models import Case
from tongxin.casework.models.case import NO_DAY
from tongxin.casework.reads.queue import cases_in_view, order_of, queue_page
from tongxin.casework.rights import HANDLE, SUPERVISE
from tongxin.casework.rules.states import LIVE, Status
from tongxin.casework.tests.stories import HANDLER, OFFICER, RAISER, matter, raised
from tongxin.casework.writes.raising import draft_case, raise_case
from tongxin.core.acts import with_key
from tongxin.core.db import is_sqlite
from tongxin.organisation.public import has_holder, holders

STORING = ("INSERT", "UPDATE")


def test_raising_stores_a_case_in_few_statements_and_reads_back_nothing(town):
    actor, said = town.actor(RAISER), matter(town)
    draft_case(actor=actor, matter=said)
    with with_key("form"), CaptureQueriesContext(connection) as found:
        raise_case(actor=actor, matter=said)
    asked = [query["sql"] for query in found if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    stored = [sql for sql in asked if sql.startswith(STORING)]
    # Case, clocks, their entries, the key of the form; entry, content and head of the journal.
    assert len(stored) == 7
    first = asked.index(next(sql for sql in asked if "core_doneact" in sql))
    assert len(asked) - first <= (10 if is_sqlite() else 12)


def test_preparing_a_case_stores_nothing(town):
    with CaptureQueriesContext(connection) as found:
        draft_case(actor=town.actor(RAISER), matter=matter(town))
    assert not [query for query in found if query["sql"].startswith(STORING)]


@pytest.mark.parametrize("status", Status)
def test_the_database_itself_knows_which_cases_are_live_and_where_they_stand(town, status):
    case = raised(town)
    Case.objects.filter(pk=case.pk).update(status=status, handler=town.people[HANDLER], next_due_on=None)
    found = Case.objects.get(pk=case.pk)
    assert found.live == (status in LIVE)
    assert found.queue_on == NO_DAY
    Case.objects.filter(pk=case.pk).update(next_due_on=date(2026, 3, 20))
    assert Case.objects.get(pk=case.pk).queue_on == date(2026, 3, 20)


@pytest.mark.parametrize("who", [HANDLER, OFFICER])
def test_a_case_without_a_deadline_stands_last_forwards_and_backwards(town, who):
    cases = [raised(town) for _ in range(3)]
    Case.objects.filter(pk=cases[0].pk).update(next_due_on=None)
    actor = town.actor(who)
    page = queue_page(actor, cases_in_view(actor, "open"))
    assert [line.case.pk for line in page.lines] == [cases[1].pk, cases[2].pk, cases[0].pk]


def test_both_orders_of_a_queue_are_the_same_order(town):
    for days in (3, 1, None, 2):
        Case.objects.filter(pk=raised(town).pk).update(next_due_on=days and date(2026, 3, days))
    orders = [
        list(Case.objects.order_by(*order_of(town.actor(who))).values_list("pk", flat=True))
        for who in (HANDLER, OFFICER)
    ]
    assert orders[0] == orders[1]


def test_a_queue_over_a_part_of_the_tree_is_read_off_its_index(town):
    if not is_sqlite():
        pytest.skip("with a dozen rows PostgreSQL reads the table")
    actor = town.actor(OFFICER)
    plan = cases_in_view(actor, "open").order_by(*order_of(actor))[:50].explain()
    assert "USING INDEX case_queue" in plan
    assert "TEMP B-TREE" not in plan


def test_the_short_question_for_a_holder_agrees_with_the_list_of_holders(town):

    for unit in town.units.values():
        for right in (HANDLE, SUPERVISE):
            everybody = holders(right, unit.pk)
            assert has_holder(right, unit.pk) == bool(everybody)
            shut_out = {person.pk for person in everybody[:1]}
            assert has_holder(right, unit.pk, shut_out) == bool(everybody[1:])
