import json

import pytest
from django.test import Client

from tongxin.organisation.api.scim.tests.bodies import new


class Directory:
    """A directory that holds a key."""

    def __init__(self, key):
        self.client = Client(headers={"Accept-Language": "en"})
        self.key = key

    def __call__(self, method, path, body=None, **headers):
        sent = json.dumps(body) if isinstance(body, dict | list) else body or ""
        return self.client.generic(
            method, f"/scim/v2/{path}", sent, "application/scim+json",
            headers={"Authorization": f"Bearer {self.key}"} | headers,
        )  # fmt: skip


@pytest.fixture
def key(town):
    return town.key("周守一", "scim")["Authorization"].removeprefix("Bearer ")


@pytest.fixture
def scim(key):
    return Directory(key)


@pytest.fixture
def made(scim):
    return scim("POST", "Users", new()).json()
