import pytest

from tongxin.core.reachable import allowed_of


@pytest.mark.parametrize(
    ("address", "admitted"),
    [
        ("1.1.1.1", True),
        ("2606:4700::1111", True),
        ("10.1.2.3", True),
        ("10.9.2.3", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fd00::1", False),
        ("fe80::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.1.2.3", True),
        ("::ffff:10.9.2.3", False),
        ("::ffff:169.254.169.254", False),
        ("::ffff:a9fe:a9fe", False),
        ("::ffff:1.1.1.1", True),
        ("::ffff:0:0", False),
        ("::", False),
        ("::127.0.0.1", False),
        ("2002:7f00:1::", False),  # 6to4 of 127.0.0.1
        ("2002:a9fe:a9fe::1", False),
        ("2001:0:7f00:1::", False),  # Teredo by a server at 127.0.0.1
        ("64:ff9b::a9fe:a9fe", False),  # NAT64 of 169.254.169.254
        ("64:ff9b::7f00:1", False),
        ("64:ff9b:1::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("2001:db8::1", False),
        ("169.254.0.1", False),
        ("169.254.255.255", False),
        ("127.255.255.254", False),
        ("100.127.255.255", False),
        ("192.0.0.192", False),
        ("198.18.0.1", False),
        ("203.0.113.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
    ],
)
def test_a_private_address_is_admitted_only_where_its_network_is_listed(address, admitted):
    assert allowed_of(["a.example.cn", "10.1.0.0/16"]).admits(address) is admitted


@pytest.mark.parametrize(
    ("host", "named"),
    [
        ("a.example.cn", True), ("A.Example.CN", True), ("a.example.cn.", True),
        ("b.a.example.cn", False), ("example.cn", False), ("", False),
    ],
)  # fmt: skip
def test_a_host_is_listed_by_its_whole_name(host, named):
    assert allowed_of(["A.example.cn"]).names(host) is named


def test_plain_http_may_go_to_a_listed_network_however_its_address_is_written():
    allowed = allowed_of(["10.1.0.0/16"])
    assert allowed.is_own("10.1.2.3")
    assert allowed.is_own("::ffff:10.1.2.3")
    assert not allowed.is_own("::ffff:10.2.2.3")
    assert not allowed.is_own("1.1.1.1")


def test_a_broken_network_is_refused():
    with pytest.raises(ValueError, match=r"10\.1\.2\.3"):
        allowed_of(["10.1.2.3/8"])
