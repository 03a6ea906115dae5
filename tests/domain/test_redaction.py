from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.redaction import Redactor

TOKEN = "00D5g00000ABCDE!AQ0AQN" + "x" * 90
REFRESH = "5Aep861" + "y" * 80
JWT = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhYmMifQ.c2lnbmF0dXJl"

SHAPED = [
    (f"Authorization: Bearer {TOKEN}", "AQ0AQN"),
    (f"{{'Authorization': 'Bearer {TOKEN}'}}", "AQ0AQN"),
    (f"sid={TOKEN}&x=1", "AQ0AQN"),
    (f"https://x.my.salesforce.com/secur/frontdoor.jsp?sid={TOKEN}", "AQ0AQN"),
    (f"?sid={quote(TOKEN, safe='')}", "AQ0AQN"),
    (f'{{"access_token":"{TOKEN}","refresh_token":"{REFRESH}"}}', "AQ0AQN"),
    (f'{{"access_token":"{TOKEN}","refresh_token":"{REFRESH}"}}', "5Aep861"),
    (f"refresh_token={REFRESH}", "5Aep861"),
    (f"assertion={JWT}", "c2lnbmF0dXJl"),
    (JWT, "c2lnbmF0dXJl"),
    ("-----BEGIN PRIVATE KEY-----\nMIIE" + "a" * 64 + "\n-----END PRIVATE KEY-----", "aaaa"),
    ("-----BEGIN RSA PRIVATE KEY-----\nMIIE" + "a" * 64, "aaaa"),
    (f"force://PlatformCLI::{REFRESH}@x.my.salesforce.com", "5Aep861"),
    ("<n1:password>hunter2!pass</n1:password>", "hunter2"),
    ("password=hunter2!pass", "hunter2"),
    ("{'password': 'hunter2 pass', 'x': 1}", "hunter2"),
    ('{"password": "two words", "x": 1}', "words"),
    ("login(password='hunter2 pass')", "hunter2"),
    ("client_secret=ABCDEF123456", "ABCDEF123456"),
    ("code=aPrx.abc", "aPrx.abc"),
    ("Basic Ym9iOmh1bnRlcjI=", "Ym9iOmh1"),
    (f"OAuth {TOKEN}", "AQ0AQN"),
    (f"ValueError('{TOKEN}')", "AQ0AQN"),
    (f"X-Demo-Token: {TOKEN}", "AQ0AQN"),
]


@pytest.mark.parametrize(("text", "secret"), SHAPED)
def test_a_secret_is_known_by_its_shape(text: str, secret: str) -> None:
    assert secret in text
    assert secret not in Redactor().redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "Acme password reset",
        "License L-00001 a0X5g00000ABCDE",
        "Code review passed",
        "SELECT Id FROM Lead",
        "Subscriber org 00D5g00000Abcde is ACTIVE",
        "errorCode: MALFORMED_ID",
    ],
)
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert Redactor().redact(text) == text


@given(secret=st.text("abXY19!@ /&'\"\\\n%é", min_size=6, max_size=30), around=st.text("0 \n(", max_size=20))
def test_a_known_secret_never_stays_in_any_spelling(secret: str, around: str) -> None:
    redactor = Redactor()
    redactor.keep_secret(secret)
    for spelling in (secret, quote(secret, safe=""), quote_plus(secret), repr(secret)[1:-1]):
        assert spelling not in redactor.redact(f"{around}{spelling}{around}")


def test_a_secret_too_short_to_be_told_from_words_is_not_hidden() -> None:
    redactor = Redactor()
    redactor.keep_secret("is", "")
    assert redactor.redact("This is it") == "This is it"
