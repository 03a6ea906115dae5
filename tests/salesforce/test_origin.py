"""A token is only ever sent to a host that the URL names without any doubt."""

import pytest

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.salesforce.origin import origin_of


@pytest.mark.parametrize(
    ("url", "origin", "loopback"),
    [
        ("https://acme.my.salesforce.com", "https://acme.my.salesforce.com", False),
        (" https://ACME.my.salesforce.com/ ", "https://acme.my.salesforce.com", False),
        ("https://acme.my.salesforce.com:443//", "https://acme.my.salesforce.com", False),
        ("https://acme.my.salesforce.com:8443", "https://acme.my.salesforce.com:8443", False),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080", True),
        ("http://localhost:1", "http://localhost:1", True),
        ("http://[::1]:8080", "http://[::1]:8080", True),
        ("http://localhost", "http://localhost", True),
        ("https://acme.my.salesforce.com\n", "https://acme.my.salesforce.com", False),
        ("https://10.0.0.5", "https://10.0.0.5", False),
    ],
)
def test_what_an_org_may_be_called(url: str, origin: str, loopback: bool) -> None:
    found = origin_of(url)
    assert (found.url, found.loopback) == (origin, loopback)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "acme",
        "acme.my.salesforce.com",
        "http://acme.my.salesforce.com",
        "http://10.0.0.5",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "ftp://acme.my.salesforce.com",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "https://user:pass@acme.my.salesforce.com",
        "https://acme.my.salesforce.com@evil.example",
        "https://evil.example\\@acme.my.salesforce.com",
        "https://acme.my.salesforce.com/lightning/page/home",
        "https://acme.my.salesforce.com/?x=1",
        "https://acme.my.salesforce.com#x",
        "https://acme.my.\nsalesforce.com",
        "https://acme my.salesforce.com",
        "https://acme.my.salesforce.com:99999",
        "https://acme.my.salesforce.com:abc",
        "https://acmé.my.salesforce.com",
        "https://\u0430cme.my.salesforce.com",
        "https://a..b",
        "https://-evil.example",
        "https://[::1",
        "https://[::1]x",
        "https://%61cme.example",
        "https://acme.example;evil",
        "http://0x7f000001",
        "http://2130706433",
    ],
)
def test_what_a_token_is_never_sent_to(url: str) -> None:
    with pytest.raises(BadEntryError) as caught:
        origin_of(url)
    assert "https://" in caught.value.remedy
