"""Jobs and the states they go through. Time moves them; the first request after they are due does their work."""

from __future__ import annotations

import itertools
import math
import threading
import time
from abc import abstractmethod
from collections import OrderedDict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

from lmo_tui.demo.errors import ApiError, not_found
from lmo_tui.demo.schema.ids import record_id

if TYPE_CHECKING:
    from lmo_tui.demo.bulk.dialect import Dialect
    from lmo_tui.demo.faults import Fault
    from lmo_tui.demo.lmo import Lmo

MOST_KEPT: Final = 100
PATIENCE: Final = 0.25
"""The seconds for which one request works on a job; a long load goes on with the next request."""
RESULT_PAGE: Final = 10_000
"""The rows of each page of `resultPages`: the first locator seen of the platform, `MTAwMDA`, is 10000 in base64."""


class State(StrEnum):
    """Where a job stands."""

    OPEN = "Open"
    UPLOAD_COMPLETE = "UploadComplete"
    IN_PROGRESS = "InProgress"
    JOB_COMPLETE = "JobComplete"
    ABORTED = "Aborted"
    FAILED = "Failed"


UNDER_WAY: Final = frozenset({State.UPLOAD_COMPLETE, State.IN_PROGRESS})
OVER: Final = frozenset({State.JOB_COMPLETE, State.ABORTED, State.FAILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a job was made with, and never changes."""

    operation: str
    object: str
    dialect: Dialect
    version: str
    created: str
    created_by: str


@dataclass(eq=False)
class Job:
    """One job; a kind of job says what its work is."""

    kind: ClassVar[str] = ""
    order: Order
    state: State = State.OPEN
    id: str = ""
    seconds: float = 0.0
    error: str = ""
    processed: int = 0
    misfortune: str = ""
    """What a script lets it end with in place of its work."""
    _begun: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @abstractmethod
    def work(self, lmo: Lmo, seconds: float) -> bool:
        """Do what the job is for, for some time, and count `processed`; tell whether that was all of it."""

    def begin(self) -> None:
        """All that it needs is there: let its time run."""
        self._begun = time.monotonic()
        self.state = State.UPLOAD_COMPLETE

    def age(self, seconds: float) -> None:
        """Let it have begun that much earlier."""
        self._begun -= seconds

    def befall(self, fault: Fault | None) -> None:
        """Take note of what a script wants to go wrong with it."""
        if fault is not None and fault.kind == "job-failed":
            self.misfortune = str(fault.options.get("message", "InternalServerError : The job was scripted to fail"))

    def settle(self, lmo: Lmo, *, everything: bool = False) -> None:
        """Bring it to where it is by now; only one thread does the work, the others see it in progress."""
        if self.state not in UNDER_WAY:
            return
        passed = time.monotonic() - self._begun
        if everything or passed >= self.seconds / 3:
            self.state = State.IN_PROGRESS
        if (everything or passed >= self.seconds) and self._lock.acquire(blocking=False):
            try:
                if self.state in UNDER_WAY:
                    self._go_on(lmo, math.inf if everything else lmo.jobs.patience)
            finally:
                self._lock.release()

    def abort(self) -> None:
        """Call it off, which also stops work under way; INVALIDJOBSTATE when it is over."""
        if self.state in OVER:
            raise ApiError(400, "INVALIDJOBSTATE", "Aborting already Completed Job not allowed")
        self.state = State.ABORTED

    def check_over(self) -> None:
        """Refuse results before their time."""
        if self.state not in OVER:
            raise self.not_complete()

    def not_complete(self) -> ApiError:
        """The refusal of results that are not there; status and code are the older documentation's, not the words."""
        return ApiError(412, "JOB_NOT_COMPLETE", f"The job is not complete: its state is {self.state}")

    def check_deletable(self) -> None:
        """Refuse to forget a job that is being filled or worked on."""
        if self.state in {State.OPEN, State.IN_PROGRESS}:
            # When it is refused is documented, in which words is not.
            raise ApiError(400, "INVALIDJOBSTATE", f"Deleting a job in the state {self.state} is not allowed")

    def info(self) -> dict[str, Any]:
        """What every answer about the job says."""
        order = self.order
        return {
            "id": self.id,
            "operation": order.operation,
            "object": order.object,
            "createdById": order.created_by,
            "createdDate": order.created,
            "systemModstamp": order.created,
            "state": str(self.state),
            "concurrencyMode": "Parallel",
            "contentType": "CSV",
            "apiVersion": float(order.version),
            "lineEnding": order.dialect.line_ending,
            "columnDelimiter": order.dialect.column_delimiter,
        }

    def details(self) -> dict[str, Any]:
        """What a poll says besides."""
        told: dict[str, Any] = {"numberRecordsProcessed": self.processed, "retries": 0}
        told["totalProcessingTime"] = round(self.seconds * 1000) if self.state in OVER else 0
        return {**self.info(), **told, **({"errorMessage": self.error} if self.error else {})}

    def _go_on(self, lmo: Lmo, seconds: float) -> None:
        if self.misfortune:
            self.error = self.misfortune
        over = bool(self.misfortune) or self.work(lmo, seconds)
        if over and self.state in UNDER_WAY:
            self.state = State.FAILED if self.error else State.JOB_COMPLETE


JobKind = TypeVar("JobKind", bound=Job)


class Jobs:
    """The jobs of this run, newest last; a restart forgets them, and the oldest goes when there are too many."""

    def __init__(self, seconds: float = 0.0, page: int = RESULT_PAGE, patience: float = PATIENCE) -> None:
        self.seconds = seconds
        self.page = page
        self.patience = patience
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Job] = OrderedDict()
        self._numbers = itertools.count(1)
        self.made: dict[str, int] = {}

    def add(self, job: JobKind) -> JobKind:
        """Keep a new job under an id of its own."""
        with self._lock:
            job.id = record_id("750", next(self._numbers))
            job.seconds = self.seconds
            self.made[job.kind] = self.made.get(job.kind, 0) + 1
            self._kept[job.id] = job
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return job

    def find(self, kind: type[JobKind], key: str) -> JobKind:
        """The job with an id of either length; NOT_FOUND when there is none of the kind."""
        with self._lock:
            job = next((one for one in self._kept.values() if key in {one.id, one.id[:15]}), None)
        if not isinstance(job, kind):
            raise not_found()
        return job

    def all(self, kind: type[JobKind]) -> list[JobKind]:
        """All jobs of a kind."""
        with self._lock:
            return [job for job in self._kept.values() if isinstance(job, kind)]

    def forget(self, job: Job) -> None:
        """Delete a job and its data."""
        with self._lock:
            self._kept.pop(job.id, None)

    def age(self, seconds: float) -> None:
        """Let time pass, for whoever cannot wait."""
        with self._lock:
            for job in self._kept.values():
                job.age(seconds)

    def settle(self, lmo: Lmo, kind: type[Job] = Job, *, everything: bool = False) -> None:
        """Bring all jobs of a kind to where they are by now."""
        for job in self.all(kind):
            job.settle(lmo, everything=everything)
