"""If-Modified-Since and If-Unmodified-Since, one second fine."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from lmo_tui.demo import clock
from lmo_tui.demo.errors import ApiError, precondition_failed
from lmo_tui.demo.rest.call import Call


class NotModified(Exception):
    """The record is as old as the client's copy: answer 304, no body."""


def check(call: Call, modified: str) -> None:
    """Hold the request's conditions against the record's LastModifiedDate."""
    changed = clock.moment(modified).replace(microsecond=0)
    unmodified_since = _date(call, "If-Unmodified-Since")
    if unmodified_since is not None and changed > unmodified_since:
        raise precondition_failed()
    modified_since = _date(call, "If-Modified-Since")
    if modified_since is not None and changed <= modified_since:
        raise NotModified


def _date(call: Call, header: str) -> datetime | None:
    value = call.headers.get(header)
    if value is None:
        return None
    try:
        parsed = parsedate_to_datetime(value)
    except (TypeError, ValueError) as error:
        if call.method == "GET":
            return None
        raise ApiError(400, "INVALID_HEADER", f"Invalid value for header {header}: {value}") from error
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
