import pytest

from tongxin.exchange.tests import receivers


@pytest.fixture
def own_network(settings):
    settings.EGRESS, settings.EGRESS_TIMEOUT, settings.EGRESS_CA = receivers.OWN, 5, ""
    settings.PUBLIC_URL = "https://tongxin.example.cn"


@pytest.fixture
def post_box(own_network):
    with receivers.receiver() as made:
        yield made


@pytest.fixture
def other_box(own_network):
    with receivers.receiver() as made:
        yield made
