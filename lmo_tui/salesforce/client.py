"""The API as a handful of calls: plain values in, checked shapes out, and nothing raised but LmoError."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final, TypeVar

import requests
from pydantic import TypeAdapter
from simple_salesforce.api import Salesforce
from simple_salesforce.util import exception_handler

from lmo_tui.domain.errors import BadAnswerError, UnknownOutcomeError
from lmo_tui.domain.ids import same_id
from lmo_tui.domain.ports import Usage
from lmo_tui.salesforce.answers import MOST_PAGES, ObjectShape, Page, Record, SavedShape, SearchShape, VersionShape
from lmo_tui.salesforce.faults import translated
from lmo_tui.salesforce.origin import Origin
from lmo_tui.salesforce.soql import is_name, is_record_id
from lmo_tui.salesforce.transport import LmoSession
from lmo_tui.salesforce.unpacking import PACKED

NEWEST: Final = 68
"""The newest API version that this program was written for (Winter '27)."""

OLDEST: Final = 60

_VERSION: Final = re.compile(r"([0-9]{1,3})\.0", re.ASCII)
_NEXT: Final = re.compile(r"/services/data/[A-Za-z0-9_./~%?=&-]+", re.ASCII)
_HELD_BY_SESSION: Final = "held-by-the-session"
"""simple-salesforce wants a token; the real one never leaves LmoSession's Bearer."""

_SAVED: Final = TypeAdapter(list[SavedShape])

T = TypeVar("T")


class Client:
    """One org through simple-salesforce, at one API version."""

    def __init__(self, origin: Origin, session: LmoSession, version: str) -> None:
        self.origin = origin
        self._session = session
        self._version = version
        self._api: Any = Salesforce(
            instance=origin.netloc,
            session_id=_HELD_BY_SESSION,
            version=version,
            session=session,
            object_pairs_hook=dict,
        )

    def pages(self, query: str, *, deleted: bool = False) -> Iterator[list[Record]]:
        """The records of a query, page by page, of whatever size the server makes them; with `deleted` those too."""
        with translated():
            page = Page.model_validate(self._api.query(query, include_deleted=deleted))
        for _ in range(MOST_PAGES):
            yield page.records
            if page.done:
                return
            following = self.following(page.next_url)
            with translated():
                page = Page.model_validate(self._api.query_more(following, identifier_is_url=True))
            if page.next_url == following:
                break
        raise endless()

    def records(self, query: str) -> list[Record]:
        """All records of a query."""
        return [record for page in self.pages(query) for record in page]

    def tooling(self, query: str) -> list[Record]:
        """The first page of a query of the Tooling API, 2,000 records at most: what is set up, not what is stored."""
        with translated():
            return Page.model_validate(self._json("tooling/query", params={"q": query})).records

    def count(self, query: str) -> int:
        """What a COUNT() query counts."""
        with translated():
            page = Page.model_validate(self._api.query(query))
        if page.total is None:
            raise BadAnswerError("The org did not say how many there are.")
        return page.total

    def describe(self, sobject: str) -> ObjectShape:
        """The object as this user may see it."""
        with translated():
            return ObjectShape.model_validate(getattr(self._api, sobject).describe())

    def resource(self, path: str, shape: type[T]) -> T:
        """A resource below the API version, in the given shape."""
        with translated():
            return TypeAdapter(shape).validate_python(self._json(path))

    def search(self, statement: str) -> list[Record]:
        """The records that a search finds."""
        with translated():
            return SearchShape.model_validate(self._json("search", params={"q": statement})).records

    def userinfo(self, shape: type[T]) -> T:
        """Who the session belongs to, as the login server tells it."""
        with translated():
            return TypeAdapter(shape).validate_python(self._api.oauth2("userinfo"))

    def patch(self, sobject: str, record_id: str, values: Mapping[str, object], headers: Mapping[str, str]) -> None:
        """Write these fields, once; returns only if the org answered 204, its one way to say that it is done."""
        if not is_name(sobject) or not is_record_id(record_id):
            raise ValueError("not a record")
        with translated(writing=True):
            status = getattr(self._api, sobject).update(record_id, dict(values), headers=dict(headers))
        if status != HTTPStatus.NO_CONTENT:
            raise UnknownOutcomeError(
                "It is not known whether the change was saved.",
                f"The server answered {status}, which Salesforce never does.",
                "Look at the license again before repeating.",
            )

    def patch_all(self, rows: Sequence[Record]) -> list[SavedShape]:
        """Write these records, each for itself, in one call; what became of each, in order."""
        with translated(writing=True):
            body = {"allOrNone": False, "records": rows}
            answer = self.send("PATCH", f"{self.root}/composite/sobjects", json=body, writing=True)
            results = _SAVED.validate_python(answer.json())
        fits = len(results) == len(rows) and all(
            not result.success or same_id(result.id, str(row["id"])) for result, row in zip(results, rows, strict=True)
        )
        if not fits:
            raise UnknownOutcomeError(
                "It is not known which changes were saved.",
                "The server answered for other records than were sent.",
                "Look at the licenses again before repeating.",
            )
        return results

    def send(self, method: str, path: str, *, writing: bool = False, **options: Any) -> requests.Response:  # noqa: ANN401 - requests' own
        """The answer to a request for an address of this org, as it came; raises LmoError for a refusal."""
        with translated(writing=writing):
            answer = self._session.request(method, f"{self.origin.url}{path}", **options)
            if answer.status_code >= HTTPStatus.MULTIPLE_CHOICES:
                exception_handler(answer)
        return answer

    def packed(self, path: str, headers: Mapping[str, str] | None = None, **options: Any) -> requests.Response:  # noqa: ANN401 - requests' own
        """The answer to a GET whose body stays as small as it came, for `unpacking` to read."""
        return self.send("GET", path, headers={**(headers or {}), "Accept-Encoding": PACKED}, stream=True, **options)

    def _json(self, path: str, **options: Any) -> Any:  # noqa: ANN401 - any JSON, checked by who asks
        """A resource as it is; not by simple-salesforce, which ends with a TypeError over a mere `null`."""
        return self.send("GET", f"{self.root}/{path}", **options).json()

    @property
    def root(self) -> str:
        """The path of all resources at this API version."""
        return f"/services/data/v{self._version}"

    @property
    def usage(self) -> Usage | None:
        """API use as the last answer told it."""
        return self._session.usage

    @property
    def server_time(self) -> datetime | None:
        """The server's time by its own clock: it is this late at least."""
        return self._session.server_time

    def close(self) -> None:
        """Give up the connections."""
        self._session.close()

    def following(self, next_url: str | None) -> str:
        """The path of a next page, if it is one of this org; raises BadAnswerError."""
        path = (next_url or "").removeprefix(self.origin.url)
        if not _NEXT.fullmatch(path):
            # Half a list must never pass for the whole: the store would drop the other half.
            raise BadAnswerError("The list breaks off.", "The org did not say where it goes on.", "Load it again.")
        return path


def endless() -> BadAnswerError:
    """What is said of a list whose pages always lead to another."""
    return BadAnswerError("The list never ends.", "Each page leads to another.", "Check the URL of the org.")


def newest_version(origin: Origin, session: LmoSession) -> str:
    """The newest API version that both the org and this program know; raises BadAnswerError if there is none."""
    with translated():
        answer = session.get(f"{origin.url}/services/data")
        answer.raise_for_status()
        offered = TypeAdapter(list[VersionShape]).validate_python(answer.json())
    numbers = [int(found[1]) for each in offered if (found := _VERSION.fullmatch(each.version))]
    known = [number for number in numbers if OLDEST <= number <= NEWEST]
    if not known:
        newest = f"The newest it has is {max(numbers)}.0." if numbers else "It named none."
        raise BadAnswerError("The org serves no API version that this program knows.", newest, "Check the URL.")
    return f"{max(known)}.0"
