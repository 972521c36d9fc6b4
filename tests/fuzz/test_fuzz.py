"""Whatever is sent to the API: no answer is a failure of ours, none is undocumented, none ignores the key."""

import os
import sys
from collections import Counter

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as bounds
from hypothesis import strategies as st
from schemathesis import checks

from tongxin.casework.tests.stories import accepted, raised
from tongxin.config.wsgi import application
from tongxin.core.scopes import declared_scopes

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "4"))
ROLES = {"a worker": "何小满", "a handler": "李桐", "an officer": "沈知夏", "an auditor": "郑明察", "nobody": ""}
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
PLAIN = {"Accept-Encoding": "identity"}
WRONG = PLAIN | {"Authorization": "Bearer tx_wrong"}


def keys_of(town):
    """Return keys of things that exist, so that not every request ends at a door."""
    cases = [raised(town).key, accepted(town).key, accepted(town, mode="handler_only").key]
    return [*cases, town.units["模修班"].key, town.people["何小满"].key, "none"]


def operations():
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    return [found.ok() for found in schema.get_all_operations()]


@pytest.fixture(autouse=True)
def one_connection():
    """Let no request close the connection of the test, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("role", ROLES)
def test_no_request_breaks_the_api(town, role, settings):
    settings.API_RATE = 10**9
    name, keys, statuses = ROLES[role], keys_of(town), Counter()
    headers = PLAIN | (town.key(name, *declared_scopes()) if name else {})
    for operation in operations():
        fuzz(operation, headers, keys, statuses)
    sys.stdout.write(f"\n{role}: {sum(statuses.values())} requests, {dict(sorted(statuses.items()))}\n")
    assert not [status for status in statuses if status >= 500]
    assert sum(statuses.values()) >= EXAMPLES * 10


def fuzz(operation, headers, keys, statuses):
    @bounds(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=EXAMPLES < 50,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(), key=st.sampled_from([None, *keys]))
    def send(case, key):
        if key is not None and "key" in case.path_parameters:
            case.path_parameters["key"] = key
        with transaction.atomic():
            answer = case.call(headers=headers)
            statuses[answer.status_code] += 1
            case.validate_response(answer, checks=CHECKS)
            assert "Authorization" not in headers or case.call(headers=WRONG).status_code == 401, "the key was ignored"
            transaction.set_rollback(True)
        assert "Authorization" in headers or answer.status_code == 401

    send()
