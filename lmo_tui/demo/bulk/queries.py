"""`jobs/query`: a statement's whole result as CSV, in pages that can be fetched side by side."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

from lmo_tui.demo.bulk import admission
from lmo_tui.demo.bulk.answers import csv_reply, forgotten, job_list, wanted_state
from lmo_tui.demo.bulk.columns import Column, flat, spelt
from lmo_tui.demo.bulk.dialect import Dialect
from lmo_tui.demo.bulk.jobs import Job, Order, State
from lmo_tui.demo.errors import ApiError, not_found
from lmo_tui.demo.lmo import Lmo
from lmo_tui.demo.rest.call import Call, Reply, Route
from lmo_tui.demo.soql import RecordQuery

MOST_ROWS: Final = 100_000
"""The rows of a page where the client names no number, and the most it gets: one answer stays some 40 MB. It is that
many because jsforce 3.10 breaks at a second page ("write after end"), whatever the org."""
SIDE_BY_SIDE: Final = 5
PARALLEL_SINCE: Final = 58.0
_SLICE: Final = 2_000
_LOCATOR: Final = re.compile(r"(\d{1,9})(?::(\d{1,9}))?", re.ASCII)


@dataclass(eq=False, kw_only=True)
class Extract(Job):
    """A query job. Which records are in its result, and in what order, is settled when it is done."""

    kind: ClassVar[str] = "V2Query"
    query: RecordQuery
    columns: list[Column]

    def work(self, lmo: Lmo, seconds: float) -> bool:
        """Find the rows, which SQLite does in one go: a second for a million."""
        del seconds
        with lmo.store.read() as connection:
            self.processed = self.query.total(connection)
        return True

    def details(self) -> dict[str, Any]:
        """What a poll says; which objects can be cut by key is documented, custom ones can."""
        chunked = self.query.entity.custom or self.query.entity.name in {"Account", "Contact", "Lead", "User"}
        return {**super().details(), "jobType": self.kind, "isPkChunkingSupported": chunked}


def create(call: Call) -> Reply:
    """Start a job for a statement."""
    body = call.json_object()
    text, operation = body.get("query"), body.get("operation")
    if operation not in {"query", "queryAll"} or not isinstance(text, str):
        raise ApiError(400, "INVALIDJOB", "A query job needs a query, and query or queryAll as its operation")
    query = admission.compiled(call, text, include_deleted=operation == "queryAll")
    order = Order(
        operation=operation,
        object=query.entity.name,
        dialect=Dialect.parse(body),
        version=call.version,
        created=call.lmo.clock.stamp(),
        created_by=call.lmo.identity.user_id,
    )
    job = call.lmo.jobs.add(Extract(order, query=query, columns=flat(query)))
    job.befall(call.fault)
    job.begin()
    return Reply(body=job.info())


def all_jobs(call: Call) -> Reply:
    """List the query jobs."""
    call.lmo.jobs.settle(call.lmo, Extract)
    return job_list(call.lmo.jobs.all(Extract))


def poll(call: Call, key: str) -> Reply:
    """Tell how a job stands."""
    return Reply(body=_found(call, key).details())


def abort(call: Call, key: str) -> Reply:
    """Call a job off."""
    job = _found(call, key)
    wanted_state(call.json_object(), State.ABORTED)
    job.abort()
    return Reply(body=job.info())


def delete(call: Call, key: str) -> Reply:
    """Forget a job and its result."""
    return forgotten(call, _found(call, key))


def results(call: Call, key: str) -> Reply:
    """Give one page of a result; the locator of the next one is in a header, and `null` at the end."""
    job = _complete(call, key)
    place = _place(job, call.args.get("locator"))
    end = min(place.offset + _rows(call, place), job.processed)
    headers = {
        "Sforce-NumberOfRecords": str(end - place.offset),
        "Sforce-Locator": replace(place, offset=end).name if end < job.processed else "null",
    }
    return csv_reply(call, _lines(call.lmo, job, place.offset, end), headers)


def result_pages(call: Call, key: str) -> Reply:
    """Give the addresses of up to five pages, to be fetched side by side, and where the next five are."""
    if float(call.version) < PARALLEL_SINCE:
        raise not_found()
    job = _complete(call, key)
    start, page = _place(job, call.args.get("locator")).offset, call.lmo.jobs.page
    root = f"{call.root()}/jobs/query/{job.id}"
    offsets = range(start, max(job.processed, 1), page)
    pages = [{"resultUrl": f"{root}/results?locator={Place(offset, page).name}"} for offset in offsets[:SIDE_BY_SIDE]]
    body: dict[str, Any] = {"resultPages": pages, "done": len(offsets) <= SIDE_BY_SIDE}
    if not body["done"]:
        body["nextRecordsUrl"] = f"{root}/resultPages?locator={Place(offsets[SIDE_BY_SIDE]).name}"
    return Reply(body=body)


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a result, and how many belong to the page that begins there if somebody has settled that."""

    offset: int
    rows: int | None = None

    @property
    def name(self) -> str:
        """The locator, which clients are to take as it is: unpadded base64, as the platform's `MTAwMDA`."""
        text = str(self.offset) if self.rows is None else f"{self.offset}:{self.rows}"
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _place(job: Extract, name: str | None) -> Place:
    if not name:
        return Place(0)
    try:
        text = base64.b64decode(name + "=" * (-len(name) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        text = ""
    found = _LOCATOR.fullmatch(text)
    if found is None or int(found[1]) > job.processed:
        raise ApiError(400, "INVALID_QUERY_LOCATOR", "invalid query locator")
    return Place(int(found[1]), int(found[2]) if found[2] else None)


def _rows(call: Call, place: Place) -> int:
    if call.fault is not None and call.fault.kind == "short-page":
        return max(1, int(call.fault.options.get("size", 7)))
    asked = call.args.get("maxRecords")
    if asked is None:
        return min(place.rows or MOST_ROWS, MOST_ROWS)
    if not asked.isdecimal() or int(asked) < 1:
        raise ApiError(400, "INVALID_INPUT", f"maxRecords must be a positive number: {asked}")
    return min(int(asked), MOST_ROWS)


def _lines(lmo: Lmo, job: Extract, offset: int, end: int) -> Iterator[str]:
    # Every page begins with the header, and so does one without rows.
    yield job.order.dialect.write([[column.header for column in job.columns]])
    with lmo.store.read() as connection:
        for start in range(offset, end, _SLICE):
            rows = job.query.values(connection, start, min(_SLICE, end - start))
            yield job.order.dialect.write(spelt(job.columns, rows))


def _found(call: Call, key: str) -> Extract:
    job = call.lmo.jobs.find(Extract, key)
    job.befall(call.fault)
    job.settle(call.lmo)
    return job


def _complete(call: Call, key: str) -> Extract:
    job = _found(call, key)
    if job.order.version != call.version:
        # The status is documented; the code and the wording are ours.
        message = f"The results of this job are to be had in its own API version, {job.order.version}"
        raise ApiError(409, "API_VERSION_MISMATCH", message)
    if job.state is not State.JOB_COMPLETE:
        raise job.not_complete()
    return job


ROUTES: Final[tuple[Route, ...]] = (
    ("/jobs/query", ("POST",), create),
    ("/jobs/query", ("GET",), all_jobs),
    ("/jobs/query/<key>", ("GET",), poll),
    ("/jobs/query/<key>", ("PATCH",), abort),
    ("/jobs/query/<key>", ("DELETE",), delete),
    ("/jobs/query/<key>/results", ("GET",), results),
    ("/jobs/query/<key>/resultPages", ("GET",), result_pages),
)
