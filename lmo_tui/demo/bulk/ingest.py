"""`jobs/ingest`: records saved from an uploaded CSV, and what became of each."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from lmo_tui.demo import records
from lmo_tui.demo.bulk import admission
from lmo_tui.demo.bulk.answers import csv_reply, forgotten, job_list, wanted_state
from lmo_tui.demo.bulk.dialect import Dialect, Unreadable
from lmo_tui.demo.bulk.jobs import Order, State
from lmo_tui.demo.bulk.load import Load
from lmo_tui.demo.errors import ApiError
from lmo_tui.demo.rest.call import Call, Reply, Route

OPERATIONS: Final = frozenset({"insert", "update", "upsert", "delete"})


def create(call: Call) -> Reply:
    """Open a job that waits for its data."""
    body = call.json_object()
    name, operation = body.get("object"), body.get("operation")
    if operation == "hardDelete":
        # Needs a permission that no standard profile has, and no user of the demo either.
        raise ApiError(400, "FEATURENOTENABLED", "hardDelete needs the permission Bulk API Hard Delete")
    if operation not in OPERATIONS or not isinstance(name, str):
        message = f"An ingest job needs an object, and one of {', '.join(sorted(OPERATIONS))} as its operation"
        raise ApiError(400, "INVALIDJOB", message)
    if body.get("contentType", "CSV") != "CSV":
        raise ApiError(400, "INVALIDJOB", "The only content type supported is CSV")
    try:
        item = records.object_named(call.lmo, name)
    except ApiError as error:
        raise ApiError(400, "INVALIDENTITY", f"Unable to find object: {name}") from error
    admission.check_object(item)
    external = body.get("externalIdFieldName")
    if operation == "upsert" and str(external).lower() != "id":
        message = f"Field name provided, {external} does not match an External ID, Salesforce Id, or indexed field for"
        raise ApiError(400, "INVALIDJOB", f"{message} {item.name}")
    order = Order(
        operation=operation,
        object=item.name,
        dialect=Dialect.parse(body),
        version=call.version,
        created=call.lmo.clock.stamp(),
        created_by=call.lmo.identity.user_id,
    )
    return Reply(body=_info(call.lmo.jobs.add(Load(order, item=item))))


def all_jobs(call: Call) -> Reply:
    """List the ingest jobs."""
    return job_list(call.lmo.jobs.all(Load))


def upload(call: Call, key: str) -> Reply:
    """Take the data of a job: once, and whole."""
    job = _found(call, key)
    if not call.headers.get("Content-Type", "").lower().startswith("text/csv"):
        raise ApiError(415, "UNSUPPORTED_MEDIA_TYPE", "The data of a job are text/csv")
    if job.state is not State.OPEN:
        raise ApiError(400, "INVALIDJOBSTATE", f"Data cannot be added to a job in the state {job.state}")
    if job.data is not None:
        message = (
            f"Found multiple contents for job: <{job.id}>, please 'Close' / 'Abort' / 'Delete' the current Job then "
            "create a new Job and make sure you only do 'PUT' once on a given Job."
        )
        raise ApiError(400, "INVALIDJOBSTATE", message)
    job.data = call.raw
    return Reply(201)


def poll(call: Call, key: str) -> Reply:
    """Tell how a job stands."""
    job = _found(call, key)
    told = {"jobType": job.kind, "numberRecordsFailed": job.failed, "apiActiveProcessingTime": 0}
    return Reply(body={**_info(job), **job.details(), **told, "apexProcessingTime": 0})


def change(call: Call, key: str) -> Reply:
    """Say that the data are complete, or call the job off."""
    job = _found(call, key)
    if wanted_state(call.json_object(), State.UPLOAD_COMPLETE, State.ABORTED) == State.ABORTED:
        job.abort()
    elif job.state is not State.OPEN:
        raise ApiError(400, "INVALIDJOBSTATE", "Closing already Completed Job not allowed")
    else:
        job.begin()
    return Reply(body=job.info())


def delete(call: Call, key: str) -> Reply:
    """Forget a job and its data."""
    return forgotten(call, _found(call, key))


def successful(call: Call, key: str) -> Reply:
    """The rows that were saved, with their ids."""
    job = _over(call, key)
    rows = ([one.id, str(one.created).lower(), *job.rows[one.row]] for one in job.outcomes if one.error is None)
    return _results(call, job, ["sf__Id", "sf__Created"], rows)


def failed(call: Call, key: str) -> Reply:
    """The rows that were refused, and why."""
    job = _over(call, key)
    rows = ([one.id, one.error, *job.rows[one.row]] for one in job.outcomes if one.error is not None)
    return _results(call, job, ["sf__Id", "sf__Error"], rows)


def unprocessed(call: Call, key: str) -> Reply:
    """The rows that an aborted or failed job did not come to."""
    job = _over(call, key)
    return _results(call, job, [], iter(job.rows[len(job.outcomes) :]))


def _results(call: Call, job: Load, ahead: list[str], rows: Iterator[list[Any]]) -> Reply:
    dialect = job.order.dialect
    return csv_reply(call, [dialect.write([[*ahead, *job.header]]), dialect.write(rows)], {})


def _info(job: Load) -> dict[str, Any]:
    # Without a slash at the front, as the platform has it.
    url = f"services/data/v{job.order.version}/jobs/ingest/{job.id}/batches"
    return {**job.info(), "contentUrl": url, "assignmentRuleId": None, "externalIdFieldName": _external(job)}


def _external(job: Load) -> str | None:
    return "Id" if job.order.operation == "upsert" else None


def _found(call: Call, key: str) -> Load:
    job = call.lmo.jobs.find(Load, key)
    # Not settled here: every request does that to all loads before it is answered.
    job.befall(call.fault)
    return job


def _over(call: Call, key: str) -> Load:
    job = _found(call, key)
    job.check_over()
    with suppress(Unreadable):  # What could not be read has no rows to give back.
        job.parse()
    return job


ROUTES: Final[tuple[Route, ...]] = (
    ("/jobs/ingest", ("POST",), create),
    ("/jobs/ingest", ("GET",), all_jobs),
    ("/jobs/ingest/<key>", ("GET",), poll),
    ("/jobs/ingest/<key>", ("PATCH",), change),
    ("/jobs/ingest/<key>", ("DELETE",), delete),
    ("/jobs/ingest/<key>/batches", ("PUT",), upload),
    ("/jobs/ingest/<key>/successfulResults", ("GET",), successful),
    ("/jobs/ingest/<key>/failedResults", ("GET",), failed),
    ("/jobs/ingest/<key>/unprocessedrecords", ("GET",), unprocessed),
    ("/jobs/ingest/<key>/unprocessedRecords", ("GET",), unprocessed),
)
