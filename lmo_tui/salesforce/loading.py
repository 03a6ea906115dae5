"""Reading every license: by spans of Ids over REST, or by a Bulk API 2.0 job; either can be gone on with later."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from hashlib import sha256
from itertools import pairwise
from typing import Final, TypeAlias

import requests

from lmo_tui.domain.cells import Cells
from lmo_tui.domain.errors import LmoError, NoAccessError, RefusedError, RoadClosedError, UnreachableError
from lmo_tui.domain.loads import Batch, Load, Road, Span
from lmo_tui.salesforce.answers import MOST_PAGES, id_of
from lmo_tui.salesforce.bulk import Job, Parts
from lmo_tui.salesforce.client import Client, endless
from lmo_tui.salesforce.crew import Crew, side_by_side
from lmo_tui.salesforce.faults import translated
from lmo_tui.salesforce.paging import page_of
from lmo_tui.salesforce.rows import RowReader
from lmo_tui.salesforce.schema import Schema
from lmo_tui.salesforce.soql import between, count, select
from lmo_tui.salesforce.spans import cut
from lmo_tui.salesforce.unpacking import unpacking
from lmo_tui.salesforce.wire import LICENSE

MOST_BY_RANGES: Final = 50_000
"""Licenses that are read over REST; more go by Bulk API 2.0, whose fixed cost is some ten seconds."""

SIDE_BY_SIDE: Final = 8
"""Spans that are read at a time: decoding keeps one processor busy, so more would not be quicker."""

WORTH_A_SPAN: Final = 2_000

RESULTS_SIDE_BY_SIDE: Final = 5

ORDER: Final = ("Id",)

Task: TypeAlias = Callable[[], Iterator[Batch]]


class Loader:
    """Reads everything through one schema and one reader."""

    def __init__(self, client: Client, schema: Schema, reader: RowReader) -> None:
        self._client = client
        self._schema = schema
        self._reader = reader
        self._decoding = threading.Lock()
        """One thread decodes at a time: they would only take Python's lock from each other, and from the screen. It is
        held until the licenses are handed over, so that no other makes some that would have to wait in memory."""

    @property
    def asked(self) -> str:
        """What is asked for, as a fingerprint."""
        return sha256(self._schema.whole().encode()).hexdigest()[:16]

    def begin(self, started: datetime, road: Road | None) -> Load:
        """A new load, by the road that fits the number of licenses or by this one."""
        ends = partial(self._end_of_ids, ""), partial(self._end_of_ids, " DESC")
        first, last, counted = side_by_side((*ends, self._count))
        total = int(counted)
        if road is Road.JOB or (road is None and total > MOST_BY_RANGES):
            try:
                job = Job.made(self._client, self._schema.whole())
            except UnreachableError:
                raise
            except LmoError:  # Bulk is off for the org, the user or the object, or used up for the day.
                if road is Road.JOB:
                    raise
            else:
                return Load(Road.JOB, self.asked, started, total, job.id)
        pieces = min(SIDE_BY_SIDE, max(1, total // WORTH_A_SPAN))
        spans = cut(first, last, pieces) if pieces > 1 and first and last else (Span(),)
        return Load(Road.RANGES, self.asked, started, total, spans=spans)

    def crew(self, load: Load) -> Crew[Batch]:
        """The batches that the load still lacks."""
        if load.asked != self.asked:
            raise RoadClosedError("Something else was asked for then.")
        if load.road is Road.JOB:
            return Crew(lambda crew: self._pages(load, crew), RESULTS_SIDE_BY_SIDE)
        return Crew(lambda _: map(self._span, load.spans), max(1, min(SIDE_BY_SIDE, len(load.spans))))

    def _count(self) -> str:
        return str(self._client.count(count(LICENSE)))

    def _end_of_ids(self, direction: str) -> str:
        found = self._client.records(select(ORDER, LICENSE, order=[f"Id{direction}"], limit=1))
        with translated():
            return id_of(found[0].get("Id")) if found else ""

    def _span(self, span: Span) -> Task:
        return lambda: self._read_span(span)

    def _read_span(self, span: Span) -> Iterator[Batch]:
        query = self._schema.whole(between("Id", span.after, span.until), ORDER)
        path, parameters = f"{self._client.root}/query/", {"q": query}
        mark, orderly = span.after, True
        for _ in range(MOST_PAGES):
            answer = self._client.packed(path, params=parameters)
            with self._decoding:
                rows, done, next_url = self._page_of_span(answer)
                ids = [str(row[0]) for row in rows]
                # Where the org's order is not ours, the span can only be read as a whole.
                orderly = orderly and all(one < other for one, other in pairwise([mark, *ids]))
                mark = ids[-1] if ids and orderly else mark
                following = "" if done else self._client.following(next_url)
                yield Batch(rows, span.until, mark, over=done)
                del rows, ids, answer  # None of it is to wait with us for the next page.
            if done:
                return
            if following == path:
                break
            path, parameters = following, {}
        raise endless()

    def _page_of_span(self, answer: requests.Response) -> tuple[list[Cells], bool, str]:
        """The licenses of a page, whether it is the last, and the next one; of its records nothing stays in memory."""
        with translated():
            page = page_of(unpacking(answer).read().decode())
            return self._reader.of_records(page.records), page.done, page.next_url

    def _pages(self, load: Load, crew: Crew[Batch]) -> Iterator[Task]:
        with _nothing_else_to_do():
            job = Job(self._client, load.job)
            job.wait(crew.pause, lambda: crew.stopped)
            addresses = [page for page in job.pages() if page not in load.pages] if not crew.stopped else []
        yield from (self._page(job, page) for page in addresses)

    def _page(self, job: Job, page: str) -> Task:
        return lambda: self._read_page(job, page)

    def _read_page(self, job: Job, page: str) -> Iterator[Batch]:
        with _nothing_else_to_do():
            parts = job.lines(page)
        last = False
        while not last:
            with self._decoding:
                rows, last = self._read_part(parts)
                yield Batch(rows, page, over=last)
                del rows

    def _read_part(self, parts: Parts) -> tuple[list[Cells], bool]:
        """The licenses of the next part, and whether it is the last; of its lines nothing stays in memory."""
        header, lines, last = parts.take()
        with translated():
            return self._reader.of_lines(header, lines), last


@contextmanager
def _nothing_else_to_do() -> Iterator[None]:
    """A job that is gone, or that the org does not let us read, can only be given up."""
    try:
        yield
    except (RefusedError, NoAccessError) as error:
        raise RoadClosedError(error.headline, error.detail) from None
