from datetime import timedelta

from tongxin.core import clock
from tongxin.organisation.api.scim.tests.bodies import (
    GROUP,
    is_scim_error,
    patch,
    person,
)
from tongxin.organisation.models import Unit


def test_units_are_groups_with_those_who_work_there(scim, made, town):
    unit = town.units["模修班"]
    told = scim("GET", f"Groups/{unit.key}").json()
    assert told["displayName"] == "模修班"
    assert made["id"] in [one["value"] for one in told["members"]]
    assert "members" not in scim("GET", f"Groups/{unit.key}?excludedAttributes=members").json()
    found = scim("GET", 'Groups?filter=displayName eq "模修班"').json()["Resources"]
    assert [one["id"] for one in found] == [unit.key]
    assert Unit.objects.filter(line="administrative").count() == scim("GET", "Groups").json()["totalResults"]


def test_a_group_is_founded_renamed_filled_and_dissolved(scim, made, town, frozen):
    body = {"schemas": [GROUP], "displayName": "数字化部", "externalId": "g1"}
    group = scim("POST", "Groups", body).json()
    unit = Unit.objects.get(key=group["id"])
    assert unit.parent == town.units["同辉集团"]
    assert scim("GET", 'Groups?filter=externalId eq "g1"').json()["totalResults"] == 1
    with clock.at(frozen + timedelta(days=1)):
        joined = scim("PATCH", f"Groups/{group['id']}", patch(("add", "members", [{"value": made["id"]}])))
        assert [one["value"] for one in joined.json()["members"]] == [made["id"]]
        assert person().home == unit
        assert (
            scim("PATCH", f"Groups/{group['id']}", patch(("replace", "displayName", "数智部"))).json()["displayName"]
            == "数智部"
        )
    with clock.at(frozen + timedelta(days=2)):
        out = patch(("remove", f'members[value eq "{made["id"]}"]'))
        assert is_scim_error(scim("PATCH", f"Groups/{group['id']}", out), 409)
        assert is_scim_error(scim("DELETE", f"Groups/{group['id']}"), 409)
        home = town.units["模修班"].key
        assert scim("PATCH", f"Groups/{home}", patch(("add", "members", [{"value": made["id"]}]))).status_code == 200
        assert scim("DELETE", f"Groups/{group['id']}").status_code == 204
        assert is_scim_error(scim("GET", f"Groups/{group['id']}"), 404)
