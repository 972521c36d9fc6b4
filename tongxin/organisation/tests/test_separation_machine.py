"""Any order of appointing, granting, delegating, taking back: no administrators overlap, nobody exceeds his givers."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tongxin.core import clock
from tongxin.core.errors import TongxinError
from tongxin.core.policy import system_actor
from tongxin.organisation.models import Delegation, Grant, Post
from tongxin.organisation.rights import PEOPLE_VIEW, actor_for, reach
from tongxin.organisation.tests.cast import found_company
from tongxin.organisation.writes.delegation import delegate
from tongxin.organisation.writes.grants import grant_role, revoke_grant
from tongxin.organisation.writes.posts import appoint, end_post

CONSOLE = system_actor("console")
ADMINISTRATORS = {"system_admin", "security_admin", "audit_admin"}
CARRIES = {"unit_head": "unit_head", "handler": "handler", "union_member": "", "team_leader": "team_leader"}
people, units = st.integers(0, 2), st.sampled_from(["plant", "shop", "union"])
days = st.integers(0, 6)


class Rights(RuleBasedStateMachine):
    """Three people, three units, a week of days."""

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize()
    def found(self):
        self.company = found_company()
        self.people = [self.company.hire(name) for name in ("He", "Luo", "Shi")]
        self.today = clock.today()

    def attempt(self, service, **values):
        with suppress(TongxinError):
            service(**values)

    @rule(who=people, unit=units, code=st.sampled_from(sorted(CARRIES)), first=days, length=st.integers(1, 4))
    def appoint(self, who, unit, code, first, length):
        start = self.today + timedelta(days=first)
        self.attempt(
            appoint, actor=CONSOLE, person=self.people[who], unit=self.company.units[unit], title=code, code=code,
            from_on=start, to_on=start + timedelta(days=length),
        )  # fmt: skip

    @rule(who=people, unit=units, role=st.sampled_from([*sorted(ADMINISTRATORS), "leader", "handler"]), last=days)
    def grant(self, who, unit, role, last):
        self.attempt(
            grant_role, actor=CONSOLE, person=self.people[who], role=role, unit=self.company.units[unit], reason="test",
            last_on=self.today + timedelta(days=last),
        )  # fmt: skip

    @rule(
        giver=people, taker=people, unit=units, role=st.sampled_from(["unit_head", "leader", "system_admin"]), last=days
    )
    def delegate(self, giver, taker, unit, role, last):
        self.attempt(
            delegate, actor=actor_for(self.people[giver]), taker=self.people[taker], role=role,
            unit=self.company.units[unit], reason="test", last_on=self.today + timedelta(days=last),
        )  # fmt: skip

    @rule(which=st.integers(0, 5))
    def end_a_post(self, which):
        for post in Post.objects.order_by("pk")[which : which + 1]:
            self.attempt(end_post, actor=CONSOLE, post=post, day=self.today)

    @rule(which=st.integers(0, 5))
    def revoke_a_grant(self, which):
        for grant in Grant.objects.order_by("pk")[which : which + 1]:
            self.attempt(revoke_grant, actor=CONSOLE, grant=grant)

    @invariant()
    def administrators_never_overlap(self):
        if not hasattr(self, "people"):
            return
        spans = [(row.person_id, CARRIES[row.code], row) for row in Post.objects.all() if CARRIES[row.code]]
        spans += [(row.person_id, row.role, row) for row in Grant.objects.all()]
        spans += [(row.taker_id, row.role, row) for row in Delegation.objects.all()]
        for holder, role, span in spans:
            for other_holder, other, other_span in spans:
                together = span.from_on < other_span.to_on and other_span.from_on < span.to_on
                if role in ADMINISTRATORS and holder == other_holder and together:
                    assert other == role

    @invariant()
    def a_taker_alone_reaches_no_further_than_his_givers(self):
        if not hasattr(self, "people"):
            return
        for person in self.people:
            own = self.reach_by_own(person)
            lent = {row.giver_id for row in Delegation.objects.on(self.today).filter(taker=person)}
            givers = set().union(*(self.reach_by_own(one) for one in self.people if one.pk in lent))
            assert reach(actor_for(person), PEOPLE_VIEW).tops <= own | givers

    def reach_by_own(self, person):
        posts = Post.objects.on(self.today).filter(person=person).exclude(code__in=["union_member", "handler"])
        grants = Grant.objects.on(self.today).filter(person=person, role="leader")
        return {row.unit_id for rows in (posts, grants) for row in rows}


@pytest.mark.django_db
def test_no_order_of_acts_lets_administrators_overlap_or_a_taker_exceed_his_givers():
    run_state_machine_as_test(
        Rights,
        settings=settings(
            max_examples=15,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
