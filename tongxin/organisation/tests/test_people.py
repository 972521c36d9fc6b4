"""People come, change, move and go; what is sensitive stays sealed."""

import sys
from datetime import date

import pytest
from django.db import connection

from tongxin.core import clock
from tongxin.core.db import is_sqlite
from tongxin.core.errors import BadInputError, ForbiddenError, NotFoundError, RuleBrokenError
from tongxin.core.policy import NOBODY, system_actor
from tongxin.journal.public import count_looks, entries_about
from tongxin.organisation.facts import OWN_SENSITIVE_SEEN, SENSITIVE_SEEN
from tongxin.organisation.models import Membership, Person
from tongxin.organisation.reads.actors import actor_of_user
from tongxin.organisation.reads.people import find_person, label, person_page, search_people
from tongxin.organisation.reads.sensitive import looks_at, see_sensitive
from tongxin.organisation.rights import access_person, actor_for, visible_people
from tongxin.organisation.rights.reach import Reach
from tongxin.organisation.tests.cast import found_company, in_days
from tongxin.organisation.writes.accounts import give_account
from tongxin.organisation.writes.memberships import change_standing, join_unit, leave_unit, transfer_person
from tongxin.organisation.writes.people import change_person, person_leaves, register_person

pytestmark = pytest.mark.django_db
ADA_ID = "11010519491231002X"
CONSOLE = system_actor("console")


@pytest.fixture
def company():
    return found_company()


def register(company, home="team", actor=None, **details):
    values = {"name": "陈静", "staff_no": "100", "national_id": ADA_ID, "phone": "138 0000 0001"} | details
    return register_person(actor=actor or company.officer(), home=company.units[home], **values)


def kinds_about(person):
    return [entry.kind for entry in entries_about(label(person))]


class TestRegistering:
    def test_a_new_person_works_in_his_unit_from_the_day_on_and_is_in_the_journal(self, company):
        person = register(company)
        assert Membership.objects.get(person=person).unit == company.units["team"]
        assert (person.sex, person.born_on) == ("f", date(1949, 12, 31))
        assert kinds_about(person) == ["organisation.person_registered"]

    def test_identity_number_and_phone_lie_sealed_in_the_database(self, company):
        person = register(company)
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM organisation_person WHERE id = %s", [person.pk])
            stored = " ".join(str(value) for value in cursor.fetchone())
        assert ADA_ID not in stored
        assert "13800000001" not in stored
        fresh = Person.objects.get(pk=person.pk)
        assert (fresh.national_id, fresh.phone) == (ADA_ID, "13800000001")

    def test_the_journal_never_holds_the_numbers(self, company):
        person = register(company)
        change_person(actor=CONSOLE, person=person, phone="13900000002")
        with connection.cursor() as cursor:
            cursor.execute("SELECT data FROM journal_content")
            written = str(cursor.fetchall())
        assert "13900000002" not in written
        assert ADA_ID not in written

    @pytest.mark.parametrize(
        ("details", "field"),
        [
            ({"name": "  "}, "name"),
            ({"staff_no": ""}, "staff_no"),
            ({"national_id": "110105194912310021"}, "national_id"),
            ({"phone": "12"}, "phone"),
            ({"kind": "robot"}, "kind"),
            ({"sex": "m"}, "national_id"),
            ({"born_on": date(1950, 1, 1)}, "national_id"),
        ],
    )
    def test_what_does_not_fit_is_refused_with_its_field(self, company, details, field):
        with pytest.raises(BadInputError) as refusal:
            register(company, **details)
        assert refusal.value.field == field

    @pytest.mark.parametrize(
        ("again", "field"), [({"national_id": ""}, "staff_no"), ({"staff_no": "7"}, "national_id")]
    )
    def test_a_number_belongs_to_one_person_only(self, company, again, field):
        register(company)
        with pytest.raises(BadInputError) as refusal:
            register(company, **again)
        assert refusal.value.field == field

    def test_an_officer_registers_in_his_own_subtree_only(self, company):
        actor = company.officer("plant")
        assert register(company, "team", actor)
        with pytest.raises(ForbiddenError):
            register(company, "other", actor, staff_no="8", national_id="")

    def test_people_work_in_administrative_units_only(self, company):
        with pytest.raises(BadInputError):
            register(company, "branch", CONSOLE)


class TestSeeing:
    def test_everybody_sees_himself_and_nobody_else_without_a_role(self, company):
        mine, other = company.hire("Mine"), company.hire("Other")
        assert list(visible_people(actor_for(mine))) == [mine]
        with pytest.raises(NotFoundError):
            access_person(actor=actor_for(mine), key=other.key)

    def test_a_branch_secretary_sees_the_members_of_his_branch_wherever_they_work(self, company):
        secretary, member, stranger = (
            company.hire("Fang", "sales"),
            company.hire("Luo", "other"),
            company.hire("Shi", "other"),
        )
        company.post(secretary, "branch", "party_secretary")
        join_unit(actor=CONSOLE, person=member, unit=company.units["branch"], standing="probationary")
        assert set(visible_people(actor_for(secretary))) == {secretary, member}
        assert stranger not in visible_people(actor_for(secretary))

    def test_a_list_in_its_own_order_holds_the_same_people(self, company, monkeypatch):
        officer, far = company.officer("plant"), company.hire("Far", "sales")
        join_unit(actor=CONSOLE, person=far, unit=company.units["branch"], standing="full")
        people = [company.hire(name, "team") for name in ("Bao", "An")]
        found = {wide: list(self.listed(monkeypatch, officer, wide).order_by("name", "pk")) for wide in (0, 50)}
        assert found[0] == found[50]
        assert {*people} < {*found[0]}

    def test_a_list_over_a_wide_tree_is_read_off_its_index(self, company, monkeypatch):
        if not is_sqlite():
            pytest.skip("with a dozen rows PostgreSQL reads the table")
        plan = self.listed(monkeypatch, company.officer(), 0).order_by("search", "pk")[:50].explain()
        assert "USING INDEX person_order" in plan
        assert "TEMP B-TREE" not in plan

    def listed(self, monkeypatch, actor, wide):
        monkeypatch.setattr(sys.modules[Reach.__module__], "WIDE", wide)
        return visible_people(actor, listed=True)

    def test_the_security_administrator_finds_people_by_name_but_opens_no_page(self, company):
        keeper, person = company.hire("Wu", "sales"), company.hire("He")
        company.grant(keeper, "security_admin")
        assert search_people(actor_for(keeper), "He") == [person]
        with pytest.raises(NotFoundError):
            access_person(actor=actor_for(keeper), key=person.key)

    def test_people_are_found_by_staff_number_and_not_after_they_left(self, company):
        person = register(company)
        assert search_people(CONSOLE, "100") == [person]
        assert search_people(CONSOLE, "chenjing") == [person]
        assert find_person(" 100 ") == person
        person_leaves(actor=CONSOLE, person=person, day=clock.today())
        assert search_people(CONSOLE, "100") == []

    def test_a_person_page_shows_memberships_by_line_and_says_cross_appointed(self, company):
        person = company.hire("Fang")
        company.post(person, "branch", "party_secretary")
        company.post(person, "shop", "unit_head")
        join_unit(actor=CONSOLE, person=person, unit=company.units["branch"])
        page = person_page(person)
        assert [membership.line for membership in page.memberships] == ["administrative", "party"]
        assert page.is_cross_appointed


class TestSensitive:
    def test_a_look_gives_the_numbers_and_is_noted_every_time(self, company):
        person, actor = register(company), company.officer()
        for times in (1, 2):
            seen = see_sensitive(actor=actor, person=person, why="pension file")
            assert (seen.national_id, seen.phone) == (ADA_ID, "13800000001")
            assert looks_at(person) == times
        noted = [entry for entry in entries_about(label(person)) if entry.kind == SENSITIVE_SEEN]
        assert noted[0].actor == actor.label
        assert noted[0].data["why"] == "pension file"

    def test_ones_own_look_needs_no_reason_and_does_not_count(self, company):
        person = register(company)
        assert see_sensitive(actor=actor_for(person), person=person).national_id == ADA_ID
        assert looks_at(person) == 0
        assert count_looks(OWN_SENSITIVE_SEEN, label(person)) == 1

    def test_a_look_without_a_reason_is_refused_and_shows_nothing(self, company):
        with pytest.raises(BadInputError):
            see_sensitive(actor=company.officer(), person=register(company), why=" ")

    @pytest.mark.parametrize("code", ["unit_head", "union_chair", "team_leader"])
    def test_who_sees_people_does_not_see_their_numbers(self, company, code):
        person, head = register(company), company.hire("Head", "sales")
        company.post(head, "team", code)
        with pytest.raises(ForbiddenError):
            see_sensitive(actor=actor_for(head), person=person, why="curious")
        assert looks_at(person) == 0

    def test_who_does_not_see_the_person_learns_nothing(self, company):
        with pytest.raises(NotFoundError):
            see_sensitive(actor=company.officer("other"), person=register(company), why="curious")


class TestMoving:
    def test_a_transferred_person_is_out_of_sight_of_the_old_unit_at_once(self, company):
        person, head = company.hire("He"), company.hire("Head", "sales")
        company.post(head, "shop", "unit_head")
        assert person in visible_people(actor_for(head))
        transfer_person(actor=CONSOLE, person=person, unit=company.units["other"], day=clock.today())
        assert person not in visible_people(actor_for(head))
        before = person_page(person, in_days(-1)).memberships
        assert [membership.unit.code for membership in before] == ["team"]

    def test_a_move_needs_the_right_at_both_ends(self, company):
        with pytest.raises(ForbiddenError):
            transfer_person(
                actor=company.officer("plant"),
                person=company.hire("He"),
                unit=company.units["other"],
                day=clock.today(),
            )

    def test_a_move_lies_neither_in_the_future_nor_before_the_present_entry(self, company):
        person = company.hire("He")
        with pytest.raises(BadInputError):
            transfer_person(actor=CONSOLE, person=person, unit=company.units["other"], day=in_days(1))
        transfer_person(actor=CONSOLE, person=person, unit=company.units["other"], day=clock.today())
        with pytest.raises(RuleBrokenError):
            transfer_person(actor=CONSOLE, person=person, unit=company.units["team"], day=in_days(-1))

    def test_nobody_belongs_to_two_units_of_a_line(self, company):
        person = company.hire("He")
        join_unit(actor=CONSOLE, person=person, unit=company.units["party"])
        with pytest.raises(RuleBrokenError):
            join_unit(actor=CONSOLE, person=person, unit=company.units["branch"])

    def test_a_standing_changes_from_its_day_on(self, company):
        person = company.hire("He")
        first = join_unit(
            actor=CONSOLE,
            person=person,
            unit=company.units["branch"],
            standing="probationary",
            from_on=date(2024, 1, 1),
        )
        second = change_standing(actor=CONSOLE, membership=first, standing="full", day=clock.today())
        assert (first.to_on, second.from_on, second.standing) == (clock.today(), clock.today(), "full")
        with pytest.raises(BadInputError):
            change_standing(actor=CONSOLE, membership=second, standing="saint", day=clock.today())

    def test_a_membership_of_a_line_ends_but_the_place_of_work_does_not(self, company):
        person = company.hire("He")
        joined = join_unit(actor=CONSOLE, person=person, unit=company.units["union"], from_on=date(2024, 1, 1))
        assert leave_unit(actor=CONSOLE, membership=joined, day=clock.today()).to_on == clock.today()
        with pytest.raises(RuleBrokenError):
            leave_unit(actor=CONSOLE, membership=person.memberships.get(line="administrative"), day=clock.today())
        assert kinds_about(person) == ["organisation.joined", "organisation.left_unit"]


class TestLeaving:
    def test_who_left_holds_nothing_and_cannot_act(self, company):
        person = company.hire("Head")
        company.post(person, "shop", "unit_head")
        give_account(actor=CONSOLE, person=person, password="long enough 7", must_change=False)
        assert actor_of_user(person.user).person_id == person.pk
        person_leaves(actor=CONSOLE, person=person, day=clock.today())
        assert actor_of_user(person.user) is NOBODY
        assert not Membership.objects.on(clock.today()).filter(person=person).exists()
        assert not person.user.is_active

    def test_a_leaving_entered_ahead_leaves_everything_until_its_day(self, company):
        person = company.hire("Head")
        person_leaves(actor=CONSOLE, person=person, day=in_days(3))
        assert Membership.objects.on(in_days(2)).filter(person=person).exists()
        assert not Membership.objects.on(in_days(3)).filter(person=person).exists()
        with pytest.raises(RuleBrokenError):
            person_leaves(actor=CONSOLE, person=person, day=in_days(9))


class TestChanging:
    def test_only_what_is_named_changes_and_the_journal_says_which_columns(self, company):
        person = register(company)
        change_person(actor=company.officer(), person=person, phone="13900000002")
        person.refresh_from_db()
        assert (person.phone, person.national_id) == ("13900000002", ADA_ID)
        assert entries_about(label(person))[-1].data["changed"] == ["phone", "phone_index"]

    def test_nobody_changes_his_own_entry(self, company):
        actor = company.officer()
        with pytest.raises(ForbiddenError):
            change_person(actor=actor, person=Person.objects.get(pk=actor.person_id), name="Else")
