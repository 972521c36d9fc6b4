"""The town with people who have no account yet."""

import pytest

from tests.town import FOUNDED, MAKER
from tongxin.organisation.public import register_person
from tongxin.organisation.tests.pages import NEWCOMERS


@pytest.fixture
def plant(town):
    """The town with four newcomers who have no account: three of them in the body shop."""
    for name, home in NEWCOMERS.items():
        town.people[name] = register_person(
            actor=MAKER, name=name, staff_no=f"N{name}", home=town.units[home], from_on=FOUNDED
        )
    return town
