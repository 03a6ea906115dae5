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
    (f"x-demo-token={TOKEN}; path=/", "AQ0AQN"),
    ("-----BEGIN ENCRYPTED PRIVATE KEY-----\r\nMIIE" + "a" * 64 + "\r\n-----END ENCRYPTED PRIVATE KEY-----", "aaaa"),
    ("'-----BEGIN EC PRIVATE KEY-----\\nMHcC" + "a" * 64 + "\\n-----END EC PRIVATE KEY-----\\n'", "aaaa"),
    ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl" + "a" * 64, "aaaa"),
    ("http://localhost:8123/callback?code=aPrxSECRET&state=x", "SECRET"),
    ("http://localhost:8123/callback?state=x&code=aPrxSECRET HTTP/1.1", "SECRET"),
    ("code_verifier=dBjftJeZ4CVPmB92K27uhbUJU1p1r_wW1gFWFOEjXk", "dBjftJ"),
    ("grant_type=password&username=a%40b.example&password=hunter2SECURITY", "hunter2"),
    ("<urn:password>hunter2&amp;TOKEN</urn:password>", "hunter2"),
    (f"<sessionId>{TOKEN}</sessionId>", "AQ0AQN"),
    (f"<n1:SessionId>{TOKEN}", "AQ0AQN"),
    (f"Cookie: sid={TOKEN}; oid=00D5g00000ABCDE", "AQ0AQN"),
    (f"Set-Cookie: sid={TOKEN}; Secure; HttpOnly", "AQ0AQN"),
    (f'{{"accessToken": "{TOKEN}", "refreshToken": "zzSECRETzz"}}', "SECRET"),
    ('{"clientSecret": "zzSECRETzz"}', "SECRET"),
    ('{"sfdxAuthUrl": "force://id:secret:5AepSECRET@x.my.salesforce.com"}', "SECRET"),
    ("passphrase: correct horse battery", "correct"),
    ("passphrase='correct horse battery'", "horse"),
    ("security_token=SECRETxyz", "SECRET"),
    ("SF_PASSWORD=SECRETxyz sf org login", "SECRET"),
    ("SFDX_ACCESS_TOKEN=SECRETxyz", "SECRET"),
    ("Authorization: Basic Y2xpZW50OlNFQ1JFVA==", "Y2xpZW50"),
    ("curl -H 'Authorization: Bearer abcdefSECRET'", "SECRET"),
    ("https://me:SECRETpw@proxy.example:8080/", "SECRET"),
    ("ProxyError: HTTPConnectionPool(url='http://me:SECRETpw@10.0.0.1:3128')", "SECRET"),
    ("client_assertion=eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhYmMifQ.SECRETsig", "SECRET"),
    (f"token: {TOKEN[:60]}", "AQ0AQN"),
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
        "INVALID_FIELD: No such column 'Password__c' on entity 'Lead'",
        "The password has expired; the code was sent by mail.",
        "Status code 404, error code NOT_FOUND",
        "country code: reset it in Setup",
        "Acme Basic Edition, 25 seats",
        "OAuth is blocked by the admin",
        "Bearer of bad news Ltd",
        "force://",
        "https://acme.my.salesforce.com/services/data/v64.0/query?q=SELECT+Id",
        "https://acme.my.salesforce.com/006?id=00D5g00000ABCDE&name=x",
        "mailto:me@acme.example or https://acme.example/@me",
        "00D5g00000ABCDEUA2",
        "-----BEGIN CERTIFICATE-----",
        "Session settings: lock sessions to the domain",
        "eyJ.short.one",
        "Secret Garden GmbH: token of thanks",
        "2027-01-31 → never (L-00042)",
        "refresh: 45 s, access: granted",
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
