"""The members of a unit counted twice: by the paths of the tree, and person by person along the units' parents."""

import html
from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.town import FOUNDED, MAKER
from tongxin.core import clock
from tongxin.core.errors import NotFoundError
from tongxin.core.figures import Asked, access_figure
from tongxin.organisation.models import Membership, Person, UnitPath
from tongxin.organisation.public import register_person
from tongxin.organisation.reads.proving import age_on, counted_again
from tongxin.organisation.reads.unit_page import figures_of

OFFICER, HANDLER = "沈知夏", "李桐"


def proof(town, who, name, unit):
    actor = town.actor(who)
    return access_figure(actor, f"organisation.{name}").prove(actor, Asked(town.units[unit].key))


def page(client, town, who, name, unit):
    address = reverse("portal:figure", args=[f"organisation.{name}", town.units[unit].key])
    return html.unescape(town.enter(client, who).get(address).content.decode())


def test_the_two_ways_agree_for_every_unit_and_figure(town):
    born = clock.today().replace(year=clock.today().year - 36)
    for number, day in enumerate([born, born + timedelta(days=1)]):
        register_person(
            actor=MAKER, name="赵一", staff_no=f"N{number}", home=town.units["模修班"], from_on=FOUNDED,
            sex="f", born_on=day,
        )  # fmt: skip
    for unit in town.units.values():
        shown, found = figures_of(unit, clock.today()), counted_again(unit)
        assert (shown.total, shown.women, shown.young) == (len(found.people), len(found.women), len(found.young))
    assert len(counted_again(town.units["模修班"]).young) == 1


def test_a_path_that_is_missing_is_found(town):
    before = proof(town, OFFICER, "members", "同辉集团")
    UnitPath.objects.filter(ancestor=town.units["同辉集团"], unit=town.units["模修班"]).delete()
    after = proof(town, OFFICER, "members", "同辉集团")
    assert (before.agrees, after.agrees) == (True, False)
    assert after.again == before.shown


def test_people_are_listed_and_by_sex_and_age_only_counted(client, town):
    assert "何小满" in page(client, town, OFFICER, "members", "同辉集团")
    for name in ("women", "young"):
        text = page(client, town, OFFICER, name, "同辉集团")
        assert ("何小满" in text, "不逐一列出" in text) == (False, True)


def test_whoever_does_not_see_the_people_of_a_unit_is_told_of_no_figure(town):
    with pytest.raises(NotFoundError):
        proof(town, HANDLER, "members", "总装事业部")


def test_the_unit_page_leads_there_but_not_from_another_day(client, town):
    key = town.units["同辉集团"].key
    town.enter(client, OFFICER)
    assert "/figures/organisation.members/" in client.get(f"/units/{key}").content.decode()
    then = client.get(f"/units/{key}", {"on": "2021-05-01"}).content.decode()
    assert "/figures/organisation.members/" not in then


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1990, 11, 21), date(2026, 11, 20), 35),
        (date(1990, 11, 21), date(2026, 11, 21), 36),
        (date(1988, 2, 29), date(2026, 2, 28), 37),
        (date(1988, 2, 29), date(2026, 3, 1), 38),
    ],
)
def test_an_age_is_the_number_of_birthdays(born, day, age):
    assert age_on(born, day) == age


def test_it_costs_no_more_queries_for_many_people(town, django_assert_num_queries):
    for number in range(40):
        register_person(
            actor=MAKER, name=f"新{number}", staff_no=f"M{number}", home=town.units["模修班"], from_on=FOUNDED
        )
    assert Person.objects.count() > 40 < Membership.objects.count()
    with django_assert_num_queries(2):
        counted_again(town.units["同辉集团"])
