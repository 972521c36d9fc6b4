"""Posts, grants and delegations: what they give, what they may not, and that taking back counts at once."""

from datetime import date

import pytest

from tongxin.core import clock
from tongxin.core.errors import BadInputError, ForbiddenError, RuleBrokenError
from tongxin.core.policy import may, system_actor
from tongxin.organisation.rights import (
    GRANT_EDIT,
    PEOPLE_VIEW,
    actor_for,
    has_role,
    holders,
    reach,
    reaches,
)
from tongxin.organisation.tests.cast import found_company, in_days
from tongxin.organisation.writes.delegation import delegate, end_delegation
from tongxin.organisation.writes.grants import grant_role, revoke_grant
from tongxin.organisation.writes.people import person_leaves
from tongxin.organisation.writes.posts import appoint, end_post

pytestmark = pytest.mark.django_db
CONSOLE = system_actor("console")
ADMINISTRATORS = ["system_admin", "security_admin", "audit_admin"]


@pytest.fixture
def company():
    return found_company()


def sees_team(company, person):
    return reaches(actor_for(person), PEOPLE_VIEW, company.units["team"].pk)


class TestPosts:
    @pytest.mark.parametrize(
        ("title", "unit", "code"),
        [
            ("支部书记", "branch", "party_secretary"), ("组织委员", "branch", "party_organisation"),
            ("分会主席", "union", "union_chair"), ("车间主任", "shop", "unit_head"), ("班长", "team", "team_leader"),
            ("主任", "union", "other"), ("诉求经办人", "store", "handler"), ("党建联络员", "branch", "other"),
        ],
    )  # fmt: skip
    def test_the_title_decides_which_post_it_is(self, company, title, unit, code):
        post = appoint(actor=CONSOLE, person=company.hire("He"), unit=company.units[unit], title=title)
        assert post.code == code

    def test_a_post_counts_from_its_first_day_to_its_last(self, company):
        person = company.hire("Head", "sales")
        appoint(
            actor=CONSOLE, person=person, unit=company.units["shop"], title="主任", from_on=in_days(2), to_on=in_days(4)
        )
        for ahead, counts in ((1, False), (2, True), (3, True), (4, False)):
            with clock.at(clock.now() + (in_days(ahead) - clock.today())):
                assert sees_team(company, person) == counts

    def test_an_ended_post_gives_nothing_with_the_next_request(self, company):
        person = company.hire("Head", "sales")
        post = company.post(person, "shop", "unit_head")
        assert sees_team(company, person)
        end_post(actor=CONSOLE, post=post, day=clock.today())
        assert not sees_team(company, person)
        with pytest.raises(RuleBrokenError):
            end_post(actor=CONSOLE, post=post, day=clock.today())

    def test_nobody_appoints_himself_to_a_post_with_a_role(self, company):
        officer = company.hire("Officer", "sales")
        company.post(officer, "group", "department_officer")
        with pytest.raises(ForbiddenError):
            appoint(actor=actor_for(officer), person=officer, unit=company.units["shop"], title="车间主任")

    def test_an_officer_appoints_in_his_subtree_and_in_what_serves_it_only(self, company):
        actor, person = company.officer("plant"), company.hire("He")
        assert appoint(actor=actor, person=person, unit=company.units["branch"], title="宣传委员")
        with pytest.raises(ForbiddenError):
            appoint(actor=actor, person=person, unit=company.units["party"], title="宣传委员")

    def test_a_post_of_another_line_is_refused(self, company):
        with pytest.raises(BadInputError):
            appoint(
                actor=CONSOLE,
                person=company.hire("He"),
                unit=company.units["shop"],
                title="书记",
                code="party_secretary",
            )


class TestGrants:
    def keeper(self, company):
        person = company.hire("Wu", "sales")
        company.grant(person, "security_admin")
        return actor_for(person)

    def give(self, actor, person, role="leader", **changed):
        values = {"reason": "stands in", "last_on": in_days(30), "unit": None} | changed
        return grant_role(actor=actor, person=person, role=role, **values)

    def test_a_grant_counts_until_its_last_day_inclusive(self, company):
        person = company.hire("He", "sales")
        self.give(self.keeper(company), person, unit=company.units["plant"], last_on=clock.today())
        assert sees_team(company, person)
        with clock.at(clock.now() + (in_days(1) - clock.today())):
            assert not sees_team(company, person)

    def test_a_role_taken_back_is_refused_at_once(self, company):
        person, keeper = company.hire("He", "sales"), self.keeper(company)
        grant = self.give(keeper, person, unit=company.units["plant"])
        assert sees_team(company, person)
        revoke_grant(actor=keeper, grant=grant)
        assert not sees_team(company, person)

    def test_nobody_gives_himself_a_role(self, company):
        person = company.hire("Wu")
        company.grant(person, "security_admin")
        with pytest.raises(ForbiddenError):
            self.give(actor_for(person), person, unit=company.units["plant"])

    @pytest.mark.parametrize("actor", ["department_officer", "leader", "system_admin", "audit_admin"])
    def test_only_the_security_administrator_gives_roles(self, company, actor):
        person = company.hire("Wu")
        company.grant(person, actor, "group")
        with pytest.raises(ForbiddenError):
            self.give(actor_for(person), company.hire("He"), unit=company.units["plant"])

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"reason": " "}, "reason"), ({"last_on": date(2020, 1, 1)}, "last_on"), ({"role": "king"}, "role"),
            ({"role": "employee"}, "role"), ({"role": "leader", "unit": None}, "unit"),
        ],
    )  # fmt: skip
    def test_a_grant_needs_role_unit_reason_and_last_day(self, company, changed, field):
        with pytest.raises(BadInputError) as refusal:
            self.give(CONSOLE, company.hire("He"), **({"unit": company.units["plant"]} | changed))
        assert refusal.value.field == field

    @pytest.mark.parametrize("first", ADMINISTRATORS)
    @pytest.mark.parametrize("second", [*ADMINISTRATORS, "leader", "handler"])
    def test_an_administrator_holds_no_other_role_in_either_order(self, company, first, second):
        person, shop = company.hire("He"), company.units["shop"]
        self.give(CONSOLE, person, first)
        if first != second:
            with pytest.raises(RuleBrokenError):
                self.give(CONSOLE, person, second, unit=shop)
        other = company.hire("Luo")
        self.give(CONSOLE, other, second, unit=shop)
        if first != second:
            with pytest.raises(RuleBrokenError):
                self.give(CONSOLE, other, first)

    @pytest.mark.parametrize("role", ADMINISTRATORS)
    def test_an_administrator_gets_no_post_with_a_role_and_its_holder_no_administration(self, company, role):
        person, head = company.hire("He"), company.hire("Head")
        self.give(CONSOLE, person, role)
        with pytest.raises(RuleBrokenError):
            appoint(actor=CONSOLE, person=person, unit=company.units["shop"], title="车间主任")
        assert appoint(actor=CONSOLE, person=person, unit=company.units["union"], title="文体委员")
        appoint(actor=CONSOLE, person=head, unit=company.units["shop"], title="车间主任", from_on=in_days(10))
        with pytest.raises(RuleBrokenError):
            self.give(CONSOLE, head, role, last_on=in_days(10))
        assert self.give(CONSOLE, head, role, last_on=in_days(9))


class TestDelegation:
    def lend(self, giver, taker, company, **changed):
        values = {
            "role": "unit_head",
            "unit": company.units["shop"],
            "reason": "leave",
            "last_on": in_days(10),
        } | changed
        return delegate(actor=actor_for(giver), taker=taker, **values)

    @pytest.fixture
    def pair(self, company):
        head, deputy = company.hire("Head", "sales"), company.hire("Deputy", "sales")
        return head, deputy, company.post(head, "shop", "unit_head")

    def test_the_taker_reaches_as_far_as_the_giver_and_no_further(self, company, pair):
        head, deputy, _ = pair
        self.lend(head, deputy, company)
        for right in (PEOPLE_VIEW, GRANT_EDIT):
            assert reach(actor_for(deputy), right) == reach(actor_for(head), right)
        assert has_role(deputy.pk, "unit_head")
        assert deputy in holders(PEOPLE_VIEW, company.units["team"].pk)

    def test_it_ends_the_moment_the_giver_loses_the_role(self, company, pair):
        head, deputy, post = pair
        self.lend(head, deputy, company)
        end_post(actor=CONSOLE, post=post, day=clock.today())
        assert not sees_team(company, deputy)
        assert deputy not in holders(PEOPLE_VIEW, company.units["team"].pk)

    @pytest.mark.parametrize("who", [0, 1])
    def test_it_ends_when_giver_or_taker_leaves(self, company, pair, who):
        self.lend(*pair[:2], company)
        person_leaves(actor=CONSOLE, person=pair[who], day=clock.today())
        assert not sees_team(company, pair[1])

    def test_it_is_not_passed_on(self, company, pair):
        head, deputy, _ = pair
        self.lend(head, deputy, company)
        with pytest.raises(ForbiddenError):
            self.lend(deputy, company.hire("Third"), company)

    @pytest.mark.parametrize("changed", [{"role": "leader"}, {"unit": "team"}, {"unit": "plant"}, {"role": "employee"}])
    def test_only_this_role_on_this_unit_can_be_lent(self, company, pair, changed):
        if "unit" in changed:
            changed = {"unit": company.units[changed["unit"]]}
        with pytest.raises(ForbiddenError):
            self.lend(*pair[:2], company, **changed)

    def test_it_lasts_at_most_ninety_days(self, company, pair):
        assert self.lend(*pair[:2], company, last_on=in_days(89))
        with pytest.raises(BadInputError):
            self.lend(*pair[:2], company, last_on=in_days(90))

    def test_giver_or_taker_ends_it_and_nobody_else(self, company, pair):
        head, deputy, _ = pair
        lent = self.lend(head, deputy, company)
        with pytest.raises(ForbiddenError):
            end_delegation(actor=company.officer(), delegation=lent)
        end_delegation(actor=actor_for(deputy), delegation=lent)
        assert not sees_team(company, deputy)

    @pytest.mark.parametrize("role", ADMINISTRATORS)
    def test_administration_is_neither_lent_nor_lent_to(self, company, pair, role):
        head, _, _ = pair
        keeper = company.hire("Wu")
        company.grant(keeper, role)
        with pytest.raises(ForbiddenError):
            self.lend(keeper, company.hire("Third"), company, role=role)
        with pytest.raises(RuleBrokenError):
            self.lend(head, keeper, company)


def test_rights_and_those_of_whoever_lent_his_are_read_in_two_queries_a_request(company, django_assert_max_num_queries):
    head, deputy = company.hire("Head", "sales"), company.hire("Deputy", "sales")
    company.post(head, "shop", "unit_head")
    delegate(
        actor=actor_for(head), taker=deputy, role="unit_head", unit=company.units["shop"], reason="leave",
        last_on=in_days(5),
    )  # fmt: skip
    actor = actor_for(deputy)
    with django_assert_max_num_queries(2):
        for right in (PEOPLE_VIEW, GRANT_EDIT, PEOPLE_VIEW):
            may(actor, right)
    with django_assert_max_num_queries(1):
        for _ in range(5):
            assert reaches(actor, PEOPLE_VIEW, company.units["team"].pk)
