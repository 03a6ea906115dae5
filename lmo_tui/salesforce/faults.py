"""The one table from what the wire may say to what a user is told, and the border that every call passes."""

import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

import requests
from simple_salesforce.exceptions import SalesforceError
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

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
from lmo_tui.domain.redaction import redact
from lmo_tui.domain.text import clean
from lmo_tui.salesforce.transport import RedirectedError, TooLargeError

LONGEST_MESSAGE: Final = 500
_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+", re.ASCII)
_CODE: Final = re.compile(r"[A-Za-z_]{1,80}", re.ASCII)
_COLUMN: Final = re.compile(r"No such column '(\w{1,80})'", re.ASCII)


@dataclass(frozen=True, slots=True)
class Fault:
    """What an error of the platform means to a user."""

    kind: type[LmoError]
    headline: str
    remedy: str = ""
    quoted: bool = False
    """Whether the platform's own message helps, and holds nothing of our query."""


_LOG_IN: Final = "Log in again."
_LATER: Final = "Try again in a moment."
_ASK_ADMIN: Final = "Ask an admin of the LMO for access."
_OVER: Final = Fault(SignedOutError, "Your session in this org is over.", _LOG_IN)
_BUSY: Final = Fault(UnreachableError, "Salesforce cannot answer right now.", _LATER)
_NO_RIGHT: Final = Fault(NoAccessError, "Your user may not do this.", _ASK_ADMIN, quoted=True)
_NO_API: Final = Fault(NoAccessError, "This org or user has no API access.", "Ask an admin for API Enabled.")
_GONE: Final = Fault(NotThereError, "The record is not there, or your user may not see it.")
_INVALID: Final = Fault(RefusedError, "The org refused the value.", quoted=True)
_MOVED: Final = Fault(ConflictError, "The record has changed since it was read.", "Look at it again, then decide.")
_OUR_QUERY: Final = Fault(BadAnswerError, "The org did not understand the request.", "Please report this.")
_NO_LMA: Final = Fault(
    NoAccessError,
    "The License Management App is not in this org, or your user may not see its records.",
    "Check that this is the LMO, and ask an admin for Read on Licenses.",
)
_NO_FIELD: Final = Fault(NoAccessError, "A field is missing in this org, or your user may not see it.", _ASK_ADMIN)

FAULTS: Final[Mapping[str, Fault]] = MappingProxyType(
    {
        "INVALID_SESSION_ID": _OVER,
        "INVALID_AUTH_HEADER": _OVER,
        "SESSION_NOT_FOUND": _OVER,
        "INVALID_LOGIN": _OVER,
        "REQUEST_LIMIT_EXCEEDED": Fault(
            UnreachableError,
            "The org has used up its API requests.",
            "Wait: the limit counts the last 24 hours.",
            quoted=True,
        ),
        "UNABLE_TO_LOCK_ROW": Fault(
            UnreachableError, "Somebody else is saving this record right now: nothing was written.", _LATER
        ),
        "SERVER_UNAVAILABLE": _BUSY,
        "UNKNOWN_EXCEPTION": Fault(UnreachableError, "Salesforce had an internal error.", _LATER),
        "QUERY_TIMEOUT": Fault(UnreachableError, "The org took too long to answer a query.", _LATER),
        "INVALID_QUERY_LOCATOR": Fault(UnreachableError, "The list was given up by the org half-way.", "Load it anew."),
        "API_DISABLED_FOR_ORG": _NO_API,
        "API_CURRENTLY_DISABLED": _NO_API,
        "INSUFFICIENT_ACCESS": _NO_RIGHT,
        "INSUFFICIENT_ACCESS_OR_READONLY": _NO_RIGHT,
        "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY": _NO_RIGHT,
        "FORBIDDEN": _NO_RIGHT,
        "FUNCTIONALITY_NOT_ENABLED": _NO_RIGHT,
        "INVALID_FIELD_FOR_INSERT_UPDATE": Fault(
            NoAccessError, "Your user may not change this field.", _ASK_ADMIN, quoted=True
        ),
        "INVALID_TYPE": _NO_LMA,
        "INVALID_FIELD": _NO_FIELD,
        "MALFORMED_QUERY": _OUR_QUERY,
        "JSON_PARSER_ERROR": _OUR_QUERY,
        "NOT_FOUND": _GONE,
        "ENTITY_IS_DELETED": Fault(NotThereError, "The record was deleted."),
        "MALFORMED_ID": _GONE,
        "INVALID_CROSS_REFERENCE_KEY": _GONE,
        "PRECONDITION_FAILED": _MOVED,
        "FIELD_CUSTOM_VALIDATION_EXCEPTION": Fault(RefusedError, "A rule of the org refused it.", quoted=True),
        "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY": Fault(
            RefusedError,
            "The License Management App refused it.",
            "Try Modify License in a browser, which may say more.",
            quoted=True,
        ),
        "FIELD_INTEGRITY_EXCEPTION": _INVALID,
        "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST": _INVALID,
        "NUMBER_OUTSIDE_VALID_RANGE": _INVALID,
        "REQUIRED_FIELD_MISSING": _INVALID,
        "STRING_TOO_LONG": _INVALID,
    }
)
"""What to say about each errorCode of the REST API."""

_BY_STATUS: Final[Mapping[int, Fault]] = MappingProxyType(
    {
        401: _OVER,
        403: Fault(NoAccessError, "Access was denied.", "Ask an admin; a proxy or firewall may also have said so."),
        404: Fault(NotThereError, "There is no such thing at this address.", "Check the URL of the org."),
        407: Fault(UnreachableError, "The proxy wants a login of its own.", "Check the proxy settings of this host."),
        408: _BUSY,
        410: Fault(BadAnswerError, "The org no longer serves this API version.", "Update lmo-tui."),
        412: _MOVED,
        420: _BUSY,
        429: _BUSY,
    }
)
_REFUSED: Final = Fault(RefusedError, "The org refused it.", quoted=True)

_ODD: Final = Fault(
    BadAnswerError,
    "The answer is not Salesforce's.",
    "Check the URL of the org; a proxy or a login page may stand in the way.",
)
_SLOW: Final = Fault(UnreachableError, "The org did not answer in time.", _LATER)
_BROKEN: Final = Fault(UnreachableError, "The connection to the org broke off.", _LATER)
_NO_WAY: Final = Fault(UnreachableError, "The org cannot be reached.", "Check the network, the proxy and the URL.")
_NO_TRUST: Final = Fault(
    BadAnswerError,
    "The certificate of the org's host is not trusted.",
    "A proxy may be reading along: give its authority as ca_bundle in config.toml, or in REQUESTS_CA_BUNDLE.",
)
_REDIRECTED: Final = Fault(
    BadAnswerError,
    "The server pointed to another address instead of answering.",
    "The session may be over, or the URL is not the org's own (My Domain).",
)
_TOO_LARGE: Final = Fault(BadAnswerError, "The answer is too large to be Salesforce's.", "Check the URL of the org.")


@contextmanager
def translated(*, writing: bool = False) -> Iterator[None]:
    """Turn everything that the wire's libraries raise into our errors; none keeps the original, which holds SOQL.

    A write counts as not done only if the server refused it with a 4xx, or if the request cannot have been sent.
    """
    try:
        yield
    except SalesforceError as error:
        raise _from_platform(error.status, error.content, writing) from None
    except requests.RequestException as error:
        raise _from_transport(error, writing) from None
    except (ValueError, RecursionError):  # No JSON, or JSON of another shape; ValidationError is a ValueError.
        raise _error(_ODD, lost=writing) from None


def refusal(code: str, said: str) -> LmoError:
    """Why one record of several was not saved."""
    known = code if _CODE.fullmatch(code) else ""
    fault = FAULTS.get(known, _REFUSED)
    detail = message(said) if fault.quoted else _column(said)
    return _error(fault, detail or known)


def message(text: str) -> str:
    """A message of the platform that may be shown: harmless, short, without URLs and secrets."""
    return clean(_URL.sub("…", redact(" ".join(text.split()))), LONGEST_MESSAGE)


def _from_platform(status: int, content: object, writing: bool) -> LmoError:
    code, said = _first_error(content)
    lost = writing and not 400 <= status < 500
    if status == HTTPStatus.PRECONDITION_FAILED:
        return _error(_MOVED)
    if (fault := FAULTS.get(code)) is not None:
        detail = message(said) if fault.quoted else _column(said)
        return _error(fault, detail, lost=lost)
    fault = _BY_STATUS.get(status)
    if fault is None:
        fault = _BUSY if status >= 500 else _REFUSED if code else _ODD
    detail = f"{message(said)} ({code})" if fault.quoted and said else code
    return _error(fault, detail, lost=lost)


def _from_transport(error: requests.RequestException, writing: bool) -> LmoError:
    if isinstance(error, requests.exceptions.SSLError) and _certificate(error):
        return _error(_NO_TRUST)
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return _from_platform(error.response.status_code, None, writing)
    if isinstance(error, RedirectedError):
        return _error(_REDIRECTED, lost=writing)
    if isinstance(error, TooLargeError):
        return _error(_TOO_LARGE, lost=writing)
    if _never_sent(error):
        return _error(_NO_WAY)
    if isinstance(error, requests.Timeout):
        return _error(_SLOW, lost=writing)
    if isinstance(error, requests.ConnectionError):
        return _error(_BROKEN, lost=writing)
    return _error(_ODD, lost=writing)


def _error(fault: Fault, detail: str = "", *, lost: bool = False) -> LmoError:
    if not lost:
        return fault.kind(fault.headline, detail, fault.remedy)
    return UnknownOutcomeError(
        "It is not known whether the change was saved.", fault.headline, "Look at the license again before repeating."
    )


def _first_error(content: object) -> tuple[str, str]:
    """Code and message of the platform's first error; both empty if the body is no such list."""
    first = content[0] if isinstance(content, list) and content else None
    if not isinstance(first, dict):
        return "", ""
    code, said = first.get("errorCode"), first.get("message")
    known = isinstance(code, str) and _CODE.fullmatch(code)
    return str(code) if known else "", said if isinstance(said, str) else ""


def _column(said: str) -> str:
    found = _COLUMN.search(said)
    return f"It is {found[1]}." if found else ""


def _certificate(error: BaseException) -> bool:
    return any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error))


def _never_sent(error: BaseException) -> bool:
    """Whether no connection stood, so that no server can have seen the request."""
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.ProxyError):
        return True
    return any(isinstance(cause, NewConnectionError | ConnectTimeoutError) for cause in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it wraps, as requests and urllib3 wrap: in `args` and in `reason`."""
    waiting: list[object] = [error]
    for _ in range(12):
        if not waiting:
            return
        each = waiting.pop(0)
        if isinstance(each, BaseException):
            yield each
            waiting.extend(each.args)
            if isinstance(each, MaxRetryError):
                waiting.append(each.reason)
