"""One company with one employee who can sign in."""

import pytest

from tongxin.core import clock
from tongxin.core.policy import system_actor
from tongxin.organisation.public import find_person, found_unit, give_account, load_unit_types, register_person

NUMBER = "10001"


@pytest.fixture
def employee(db):
    """何小满 of 同辉集团, with an account."""
    actor = system_actor("tests")
    load_unit_types(actor=actor)
    top = found_unit(
        actor=actor, line="administrative", code="TH", name="同辉集团", type_code="company", day=clock.today()
    )
    person = register_person(actor=actor, name="何小满", staff_no=NUMBER, home=top)
    give_account(actor=actor, person=person, password="correct horse battery", must_change=False)
    return find_person(NUMBER)
