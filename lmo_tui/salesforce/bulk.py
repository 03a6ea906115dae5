"""One Bulk API 2.0 query job: made, waited for, read page by page, and cleared away."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from typing import IO, Final, NamedTuple

from pydantic import Field

from lmo_tui.domain.errors import BadAnswerError, LmoError, RoadClosedError
from lmo_tui.domain.text import clean
from lmo_tui.salesforce.answers import MOST_PAGES, SfApiName, SfStr, Shape
from lmo_tui.salesforce.client import Client, endless
from lmo_tui.salesforce.faults import translated
from lmo_tui.salesforce.unpacking import unpacking

FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 10.0
_SLOWER: Final = 1.5

LINES: Final = 2_000
"""Lines of a page that are handed on at once."""

_JOB: Final = re.compile(r"750[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?", re.ASCII)
_LONGEST_VALUE: Final = 400_000
"""Characters of one value: what a record may have in all."""

csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_VALUE))


class JobShape(Shape):
    """What is told of a job."""

    id: SfApiName
    state: SfApiName = ""
    said: SfStr = Field("", alias="errorMessage")


class ResultShape(Shape):
    """The address of a page of the result."""

    url: SfApiName = Field(alias="resultUrl")


class ResultsShape(Shape):
    """The addresses of up to five pages, and where the next five are told."""

    pages: list[ResultShape] = Field(alias="resultPages")
    next_url: str | None = Field(None, alias="nextRecordsUrl")
    done: bool


class Part(NamedTuple):
    """Some lines of a page."""

    header: list[str]
    lines: list[list[str]]
    last: bool


class Job:
    """A query job of ours, which a crash of this program does not end."""

    def __init__(self, client: Client, job_id: str) -> None:
        if not _JOB.fullmatch(job_id):
            raise RoadClosedError("The org made no job that can be read.")
        self._client = client
        self.id = job_id
        self._path = f"{client.root}/jobs/query/{job_id}"

    @classmethod
    def made(cls, client: Client, query: str) -> "Job":
        """A new job; raises LmoError where the org or the user may not have one."""
        body = {"operation": "query", "query": query, "columnDelimiter": "COMMA", "lineEnding": "LF"}
        answer = client.send("POST", f"{client.root}/jobs/query", json=body)
        with translated():
            shape = JobShape.model_validate(answer.json())
        return cls(client, shape.id)

    def wait(self, pause: Callable[[float], None], given_up: Callable[[], bool]) -> None:
        """Return when the result is there; raises RoadClosedError if there will be none."""
        seconds = FIRST_PAUSE
        while not given_up():
            answer = self._client.send("GET", self._path)
            with translated():
                job = JobShape.model_validate(answer.json())
            if job.state == "JobComplete":
                return
            if job.state in {"Failed", "Aborted"}:
                raise RoadClosedError("The org could not carry out the bulk query.", clean(job.said, 300))
            pause(seconds)
            seconds = min(seconds * _SLOWER, LONGEST_PAUSE)

    def pages(self) -> Iterator[str]:
        """The addresses of all pages of the result."""
        told = f"{self._path}/resultPages"
        for _ in range(MOST_PAGES):
            answer = self._client.send("GET", told)
            with translated():
                results = ResultsShape.model_validate(answer.json())
            yield from (self._client.following(page.url) for page in results.pages)
            if results.done:
                return
            before, told = told, self._client.following(results.next_url)
            if told == before:
                break
        raise endless()

    def lines(self, page: str) -> "Parts":
        """One page of the result, some lines at a time; an empty page has a part as well."""
        answer = self._client.packed(page, headers={"Accept": "text/csv"})
        with translated():
            return Parts(unpacking(answer), answer.headers.get("Sforce-NumberOfRecords", ""))

    def clear_away(self) -> None:
        """Let the org forget the job, be it done or not; it would do so by itself after seven days."""
        with suppress(LmoError):
            self._client.send("DELETE", self._path)
            return
        with suppress(LmoError):
            self._client.send("PATCH", self._path, json={"state": "Aborted"})
            self._client.send("DELETE", self._path)


class Parts:
    """The parts of a page. Between two it holds one line: whoever waits for a turn keeps no others in memory."""

    def __init__(self, body: IO[bytes], promised: str) -> None:
        self._lines = _strict(body)
        self._promised = promised
        self._came = 0
        with translated():
            self._header = next(self._lines, [])
            self._following = next(self._lines, None)

    def take(self) -> Part:
        """The next part; raises BadAnswerError at the end if the page has not as many lines as its head says."""
        with translated():
            some = [] if self._following is None else [self._following, *islice(self._lines, LINES - 1)]
            self._following = next(self._lines, None)
        self._came += len(some)
        last = self._following is None
        if last and self._promised.isdecimal() and int(self._promised) != self._came:
            raise BadAnswerError("A page of the result is not whole.", "", "Load it again.")
        return Part(self._header, some, last)


def _strict(body: IO[bytes]) -> Iterator[list[str]]:
    # As text it would be forty times as large: a page of the platform has as many lines as it likes.
    text = io.TextIOWrapper(body, "utf-8-sig", newline="")
    try:
        yield from csv.reader(text, strict=True)
    except csv.Error:
        raise ValueError("not a CSV") from None
