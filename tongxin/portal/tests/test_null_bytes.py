import pytest

PAGES = ["/", "/my-cases", "/queue", "/units", "/units/names", "/people", "/people/names", "/cross-appointments"]
KEYS = ["/cases/{}", "/queue/{}", "/files/{}", "/units/{}", "/units/{}/below", "/people/{}", "/queue/{}/hand-on"]
NULL = "%00"


@pytest.mark.parametrize("name", ["沈知夏", "李桐", "周守一", "吴静言", "郑明察"])
def test_a_null_byte_breaks_no_page(client, town, name):
    town.enter(client, name)
    client.raise_request_exception = False
    asked = [
        f"{page}?{field}=a{NULL}b"
        for page in [*PAGES, "/accounts", "/journal", "/grants"]
        for field in ("q", "category", "view", "unit", "kind", "standing", "after", "before", "on", "line")
    ]
    asked += [key.format(NULL) for key in KEYS]
    broken = [address for address in asked if client.get(address).status_code >= 500]
    assert broken == []


@pytest.mark.parametrize("field", ["_key", "place", "body", "category", "about", "mode"])
@pytest.mark.parametrize("address", ["/say", "/say/guess", "/queue/routes", "/delegations", "/sign-in", "/me/password"])
def test_a_null_byte_breaks_no_form(client, town, address, field):
    town.enter(client, "沈知夏")
    client.raise_request_exception = False
    values = {
        "body": "热水没有了。",
        "mode": "named",
        "name": "a\x00",
        "password": "a\x00",
        "scope": "a\x00",
        "unit": "\x00",
    }
    assert client.post(address, values | {field: "a\x00b"}).status_code < 500
