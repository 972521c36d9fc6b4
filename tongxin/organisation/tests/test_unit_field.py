import pytest
from django import forms

from tongxin.core import clock
from tongxin.organisation.fields import UnitField
from tongxin.organisation.models import Unit
from tongxin.organisation.tests.cast import found_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    return found_company()


def refusal_of(text: str) -> str:
    with pytest.raises(forms.ValidationError) as refused:
        UnitField().clean(text)
    assert text in refused.value.messages[0]
    return refused.value.code


@pytest.mark.parametrize("text", ["shop", "Shop", "Group / Plant / Shop", " Group/Plant /Shop "])
def test_a_unit_is_meant_by_its_code_its_name_and_its_full_name(company, text):
    assert UnitField().clean(text) == company.units["shop"]


def test_a_unit_is_meant_by_its_key_and_shown_by_its_full_name(company):
    shop = company.units["shop"]
    assert UnitField().clean(shop.key) == shop
    assert UnitField().prepare_value(shop.key) == "Group / Plant / Shop"
    assert UnitField().prepare_value("sho") == "sho"


def test_a_name_that_two_units_bear_is_refused_with_what_to_do(company):
    Unit.objects.filter(code="sales").update(name="Shop")
    assert refusal_of("Shop") == "many"
    assert UnitField().clean("Group / Plant / Shop") == company.units["shop"]


def test_an_unknown_and_a_dissolved_unit_are_refused_by_name(company):
    Unit.objects.filter(code="sales").update(dissolved_on=clock.today())
    for text in ("Nowhere", "Sales", "sales", "Plant / Shop"):
        assert refusal_of(text) == "unknown"


def test_an_optional_field_takes_nothing_for_no_unit(company):
    assert UnitField(required=False).clean("") is None
