"""The one HTTP session under simple-salesforce: everything that the library lacks or gets wrong is put right here."""

import re
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Final, NoReturn

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import DecodeError, HTTPError

from lmo_tui import __version__
from lmo_tui.domain.errors import RefusedError
from lmo_tui.domain.ports import Usage
from lmo_tui.salesforce.bearer import Bearer
from lmo_tui.salesforce.deadline import Abandoned, OverdueError, Timing, within
from lmo_tui.salesforce.lock import SAFE, only_reads
from lmo_tui.salesforce.origin import Origin
from lmo_tui.salesforce.way_out import WAY_OUT

LARGEST_ANSWER: Final = 64 * 1024 * 1024
"""Bytes of a body after decompression; a page of 2,000 licenses has about 3 million."""

TRIES: Final = 3
_BACKOFF: Final = 0.4
_POOL: Final = 8
_PIECE: Final = 65_536
_PASSING: Final = frozenset(
    {HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE}
    | {HTTPStatus.GATEWAY_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
)
_LASTING: Final = (requests.exceptions.SSLError, requests.exceptions.ProxyError)
_USAGE: Final = re.compile(r"(?:^|[;\s])api-usage=(\d{1,12})/(\d{1,12})", re.ASCII)
_NEVER_REFRESHED: Final = (b"not valid for use with the REST API", b"not attached to Agent")


class RedirectedError(requests.RequestException):
    """The server points elsewhere; following would turn a PATCH into a GET, and success into a lie."""


class TooLargeError(requests.RequestException):
    """The body is larger than any answer of the API."""


class Answer(requests.Response):
    """A whole answer: read to its end, let go of its connection, and strict about what is JSON."""

    def __init__(self, response: requests.Response, body: bytes) -> None:
        super().__init__()
        for name in ("status_code", "url", "headers", "encoding", "reason", "request", "elapsed"):
            setattr(self, name, getattr(response, name))
        self._content = body
        self._content_consumed = True

    def json(self, **kwargs: Any) -> Any:  # noqa: ANN401 - the signature is requests' own
        """The decoded body; NaN and Infinity are not JSON."""
        return super().json(parse_constant=_refuse_constant, **kwargs)


class LmoSession(requests.Session):
    """Talks to one origin only, with deadlines, safe retries, one refresh at a time, no redirects, and a write lock."""

    def __init__(
        self,
        origin: Origin,
        bearer: Bearer,
        may_write: Callable[[], bool],
        *,
        timing: Timing | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__()
        self._origin = origin
        self._bearer = bearer
        self._may_write = may_write
        self._timing = timing or WAY_OUT.timing(Timing())
        self._pause = pause
        self.usage: Usage | None = None
        self._heard: tuple[datetime, float] | None = None
        """What the last answer said of the server's time, and when that came, by our own steady clock."""
        self.auth = bearer
        WAY_OUT.lead(self, origin)
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self.headers.update({"User-Agent": f"lmo-tui/{__version__}", "Sforce-Call-Options": "client=lmo-tui"})
        # The mounts are the list of allowed hosts: for any other URL there is no adapter that could send it.
        self.adapters.clear()
        adapter = HTTPAdapter(pool_connections=1, pool_maxsize=_POOL, max_retries=0)
        self.mount(f"{origin.url}/", adapter)

    def prepare_request(self, request: requests.Request) -> requests.PreparedRequest:
        """Undo what simple-salesforce hard-codes: https whatever the instance, and indented JSON."""
        hard_coded = f"https://{self._origin.netloc}/"
        url = str(request.url)
        if url.startswith(hard_coded):
            request.url = f"{self._origin.url}/{url.removeprefix(hard_coded)}"
        request.headers = {**(request.headers or {}), "X-PrettyPrint": "0"}
        return super().prepare_request(request)

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:  # noqa: ANN401 - requests' own
        """The whole answer; raises RefusedError for a write while the lock is on, else requests' own exceptions.

        With `stream` a body stays as it came, packed, until `unpacking` reads it: ten times as small.
        """
        if not only_reads(request) and not self._may_write():
            raise RefusedError("This connection is read-only.", "Nothing was sent.", "Open the org for writing first.")
        until = time.monotonic() + self._timing.whole
        answer = self._persist(request, until, kwargs)
        if _expired(answer) and self._bearer.renew(request):
            answer = self._persist(request, until, kwargs)
        if found := _USAGE.search(answer.headers.get("Sforce-Limit-Info", "")):
            self.usage = Usage(int(found[1]), int(found[2]), answer.elapsed)
        if (told := _date(answer)) is not None:
            self._heard = (told, time.monotonic())
        if 300 <= answer.status_code < 400:
            raise RedirectedError(response=answer)
        return answer

    @property
    def server_time(self) -> datetime | None:
        """The server's time by its own clock: it is this late at least. None where it tells none."""
        if self._heard is None:
            return None
        told, came = self._heard
        return told + timedelta(seconds=time.monotonic() - came)

    def _persist(self, request: requests.PreparedRequest, until: float, kwargs: dict[str, Any]) -> Answer:
        """Repeat a request while its failure may be a passing one: a write only where the org says it did nothing."""
        safe = request.method in SAFE
        for attempt in range(TRIES):
            last = attempt == TRIES - 1
            try:
                answer = self._once(request, until, kwargs)
            except (requests.ConnectionError, requests.ReadTimeout) as error:
                if last or not safe or isinstance(error, _LASTING):
                    raise
            else:
                if last or not (_locked(answer) or (safe and answer.status_code in _PASSING)):
                    return answer
            self._pause(_BACKOFF * 2**attempt * (0.5 + secrets.randbelow(1000) / 1000))
        raise AssertionError("the last try returns or raises")

    def _once(self, request: requests.PreparedRequest, until: float, kwargs: dict[str, Any]) -> Answer:
        left = until - time.monotonic()
        timeout = (min(self._timing.connect, left), min(self._timing.read, left))
        options = {**kwargs, "allow_redirects": False, "stream": True, "timeout": timeout}

        def exchange(abandoned: Abandoned) -> Answer:
            response = super(LmoSession, self).send(request, **options)
            try:
                packed = kwargs.get("stream", False) and response.status_code == HTTPStatus.OK
                return Answer(response, _body(response, abandoned, unpack=not packed))
            finally:
                response.close()

        try:
            if left <= 0:
                raise OverdueError
            return within(left, exchange)
        except OverdueError:
            # Not a ReadTimeout: there is no time left to try again in.
            raise requests.Timeout("the answer took too long") from None


def _body(response: requests.Response, abandoned: Abandoned, *, unpack: bool) -> bytes:
    """The body, piece by piece as it arrives, for as long as anybody waits for it."""
    pieces: list[bytes] = []
    size = 0
    try:
        while piece := response.raw.read1(_PIECE, decode_content=unpack):
            size += len(piece)
            if size > LARGEST_ANSWER:
                raise TooLargeError(response=response)
            if abandoned.is_set():
                raise OverdueError
            pieces.append(piece)
    except DecodeError:
        raise requests.exceptions.ContentDecodingError("the body is not what its headers say") from None
    except HTTPError:
        raise requests.ConnectionError("the answer broke off") from None
    return b"".join(pieces)


def _locked(answer: requests.Response) -> bool:
    """Whether somebody else was just saving the record: nothing was written, and the condition is checked anew."""
    return answer.status_code == HTTPStatus.BAD_REQUEST and b'"UNABLE_TO_LOCK_ROW"' in answer.content


def _expired(answer: requests.Response) -> bool:
    if answer.status_code != HTTPStatus.UNAUTHORIZED or b"INVALID_SESSION_ID" not in answer.content:
        return False
    return not any(phrase in answer.content for phrase in _NEVER_REFRESHED)


def _date(answer: requests.Response) -> datetime | None:
    with suppress(ValueError, TypeError):
        return parsedate_to_datetime(answer.headers.get("Date", "")).astimezone(UTC)
    return None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
