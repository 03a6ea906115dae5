"""Every code of the platform becomes one of our errors, and says only what may be said."""

import ssl
from typing import Any

import pytest
import requests
from simple_salesforce.exceptions import SalesforceGeneralError
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import MaxRetryError, NewConnectionError

from lmo_tui.domain.errors import (
    BadAnswerError,
    ConflictError,
    LmoError,
    NoAccessError,
    NotThereError,
    RefusedError,
    SignedOutError,
    UnknownOutcomeError,
    UnreachableError,
)
from lmo_tui.domain.text import FORBIDDEN
from lmo_tui.salesforce.faults import FAULTS, LONGEST_MESSAGE, message, translated
from tests.payloads import PAYLOADS, Payload


def told(error: Exception, *, writing: bool = False) -> LmoError:
    with pytest.raises(LmoError) as caught, translated(writing=writing):
        raise error
    return caught.value


def answered(status: int, content: Any) -> SalesforceGeneralError:  # noqa: ANN401 - bytes, says the library, and means JSON
    return SalesforceGeneralError("https://x/secret", status, "x", content)


def platform(status: int, code: str, said: str = "because") -> SalesforceGeneralError:
    return answered(status, [{"message": said, "errorCode": code}])


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_each_code_says_what_and_is_our_kind(code: str) -> None:
    error = told(platform(400, code))
    assert type(error) is FAULTS[code].kind
    assert error.headline.endswith(".")
    assert "secret" not in str(error)


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "UNABLE_TO_LOCK_ROW", UnreachableError),
        (403, "REQUEST_LIMIT_EXCEEDED", UnreachableError),
        (403, "INSUFFICIENT_ACCESS_OR_READONLY", NoAccessError),
        (403, "NEVER_HEARD_OF", NoAccessError),
        (401, "NEVER_HEARD_OF", SignedOutError),
        (404, "NEVER_HEARD_OF", NotThereError),
        (412, "NEVER_HEARD_OF", ConflictError),
        (400, "NEVER_HEARD_OF", RefusedError),
        (429, "NEVER_HEARD_OF", UnreachableError),
        (500, "NEVER_HEARD_OF", UnreachableError),
        (409, "", BadAnswerError),
    ],
)
def test_the_code_decides_and_else_the_status(status: int, code: str, kind: type[LmoError]) -> None:
    assert type(told(platform(status, code))) is kind


@pytest.mark.parametrize("status", [200, 202, 301, 500, 502, 503, 504])
def test_a_write_is_unknown_unless_refused(status: int) -> None:
    error = told(platform(status, "UNKNOWN_EXCEPTION"), writing=True)
    assert type(error) is UnknownOutcomeError
    assert not error.retryable


@pytest.mark.parametrize("content", ["<html>", b"x", None, [], [1], {}, [{"errorCode": 5}], [{"errorCode": "\x1b[2J"}]])
def test_a_412_is_a_conflict_whatever_its_body(content: object) -> None:
    assert type(told(answered(412, content), writing=True)) is ConflictError


def wrapped(cause: Exception) -> MaxRetryError:
    return MaxRetryError(HTTPConnectionPool("127.0.0.1"), "/secret", cause)


def test_a_write_that_never_left_is_not_unknown() -> None:
    refused = NewConnectionError(HTTPConnection("127.0.0.1"), "refused")
    for error in (
        requests.ConnectionError(wrapped(refused)),
        requests.ConnectTimeout("slow"),
        requests.exceptions.ProxyError("407"),
    ):
        assert type(told(error, writing=True)) is UnreachableError


def test_a_certificate_that_is_not_trusted_is_named() -> None:
    error = told(requests.exceptions.SSLError(wrapped(ssl.SSLCertVerificationError("self-signed"))), writing=True)
    assert "certificate" in error.headline


@pytest.mark.parametrize(
    "error",
    [
        requests.ConnectionError("reset"),
        requests.ReadTimeout("slow"),
        requests.exceptions.ChunkedEncodingError("x"),
        requests.exceptions.ContentDecodingError("x"),
        requests.exceptions.SSLError("record"),
        ValueError("x"),
        RecursionError("x"),
    ],
)
def test_a_write_whose_answer_was_lost_is_unknown(error: Exception) -> None:
    assert type(told(error, writing=True)) is UnknownOutcomeError


def test_our_own_errors_and_bugs_pass_untouched() -> None:
    ours = RefusedError("x")
    with pytest.raises(RefusedError) as caught, translated():
        raise ours
    assert caught.value is ours
    with pytest.raises(ZeroDivisionError), translated():
        raise ZeroDivisionError


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload.name)
def test_messages_are_harmless(payload: Payload) -> None:
    shown = message(f"Value {payload.text} at https://acme.example/x?q=SELECT")
    assert len(shown) <= LONGEST_MESSAGE
    assert "https://" not in shown
    assert not {ord(character) for character in shown} & FORBIDDEN


def test_a_validation_rule_speaks_and_a_query_does_not() -> None:
    assert (
        "proxy user"
        in told(platform(400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", "The proxy user has deactivated")).detail
    )
    said = "\nSELECT Naem FROM X WHERE Email = 'a@b.example'\nNo such column 'Naem' on entity 'X'."
    assert told(platform(400, "INVALID_FIELD", said)).detail == "It is Naem."
