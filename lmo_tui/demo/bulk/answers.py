"""CSV on the wire, compressed for whoever takes that, and the list of jobs."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from lmo_tui.demo.bulk.jobs import Job
from lmo_tui.demo.errors import ApiError
from lmo_tui.demo.rest.call import Call, Reply

_CSV: Final = "text/csv; charset=UTF-8"
_GZIP_WINDOW: Final = 31


def csv_reply(call: Call, parts: Iterable[str], headers: Mapping[str, str]) -> Reply:
    """An answer made of parts, only one of which is in memory as text at a time."""
    told = {"Content-Type": _CSV, **headers}
    if "gzip" not in call.headers.get("Accept-Encoding", "").lower():
        return Reply(200, b"".join(part.encode() for part in parts), told)
    packer = zlib.compressobj(1, wbits=_GZIP_WINDOW)
    packed = [packer.compress(part.encode()) for part in parts]
    return Reply(200, b"".join([*packed, packer.flush()]), {**told, "Content-Encoding": "gzip"})


def job_list(jobs: Sequence[Job]) -> Reply:
    """The jobs there are, all of them on one page."""
    return Reply(body={"done": True, "records": [listed(job) for job in jobs], "nextRecordsUrl": None})


def listed(job: Job) -> dict[str, Any]:
    """A job as the list has it."""
    return {**job.info(), "jobType": job.kind}


def forgotten(call: Call, job: Job) -> Reply:
    """The answer to a DELETE: the job and its data are gone, unless it is being filled or worked on."""
    job.check_deletable()
    call.lmo.jobs.forget(job)
    return Reply(204)


def wanted_state(body: Mapping[str, Any], *allowed: str) -> str:
    """The state that a PATCH asks for."""
    state = body.get("state")
    if state not in allowed:
        raise ApiError(400, "INVALIDJOBSTATE", f"A job cannot be set to the state {state}")
    return str(state)
