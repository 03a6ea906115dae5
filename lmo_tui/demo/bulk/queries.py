"""`jobs/query`: a statement's whole result as CSV, in pages that can be fetched side by side."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from lmo_tui.demo.bulk import admission
from lmo_tui.demo.bulk.answers import csv_reply, job_list, wanted_state
from lmo_tui.demo.bulk.columns import Column, flat, spelt
from lmo_tui.demo.bulk.dialect import Dialect
from lmo_tui.demo.bulk.jobs import Job, Order, State
from lmo_tui.demo.errors import ApiError, not_found
from lmo_tui.demo.lmo import Lmo
from lmo_tui.demo.rest.call import Call, Reply, Route
from lmo_tui.demo.soql import RecordQuery

MOST_ROWS: Final = 100_000
"""However many rows a client asks for, a page has no more, so that one answer stays some 40 MB."""
SIDE_BY_SIDE: Final = 5
PARALLEL_SINCE: Final = 58.0
_SLICE: Final = 2_000


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
    job = _found(call, key)
    job.check_deletable()
    call.lmo.jobs.forget(job)
    return Reply(204)


def results(call: Call, key: str) -> Reply:
    """Give one page of a result; the locator of the next one is in a header, and `null` at the end."""
    job = _complete(call, key)
    offset = _offset(job, call.args.get("locator"))
    end = min(offset + _page(call), job.processed)
    headers = {
        "Sforce-NumberOfRecords": str(end - offset),
        "Sforce-Locator": locator(end) if end < job.processed else "null",
    }
    return csv_reply(call, _lines(call.lmo, job, offset, end), headers)


def result_pages(call: Call, key: str) -> Reply:
    """Give the addresses of up to five pages, to be fetched side by side, and where the next five are."""
    if float(call.version) < PARALLEL_SINCE:
        raise not_found()
    job = _complete(call, key)
    start, page = _offset(job, call.args.get("locator")), call.lmo.jobs.page
    root = f"{call.root()}/jobs/query/{job.id}"
    offsets = range(start, max(job.processed, 1), page)
    pages = [{"resultUrl": f"{root}/results?locator={locator(offset)}"} for offset in offsets[:SIDE_BY_SIDE]]
    body: dict[str, Any] = {"resultPages": pages, "done": len(offsets) <= SIDE_BY_SIDE}
    if not body["done"]:
        body["nextRecordsUrl"] = f"{root}/resultPages?locator={locator(offsets[SIDE_BY_SIDE])}"
    return Reply(body=body)


def locator(offset: int) -> str:
    """The name of a place in a result, which clients are to take as it is: base64 of the row, unpadded."""
    return base64.urlsafe_b64encode(str(offset).encode()).decode().rstrip("=")


def _offset(job: Extract, name: str | None) -> int:
    if not name:
        return 0
    try:
        text = base64.b64decode(name + "=" * (-len(name) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        text = ""
    if not text.isdigit() or int(text) > job.processed:
        raise ApiError(400, "INVALID_QUERY_LOCATOR", "invalid query locator")
    return int(text)


def _page(call: Call) -> int:
    if call.fault is not None and call.fault.kind == "short-page":
        return max(1, int(call.fault.options.get("size", 7)))
    asked = call.args.get("maxRecords")
    if asked is None:
        return call.lmo.jobs.page
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
