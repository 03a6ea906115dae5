"""The work of an ingest job: row by row through the same rules as a PATCH, each row answering for itself."""

import time
from dataclasses import dataclass, field
from typing import ClassVar, Final

from lmo_tui.demo import records
from lmo_tui.demo.bulk.dialect import Unreadable
from lmo_tui.demo.bulk.jobs import UNDER_WAY, Job
from lmo_tui.demo.errors import ApiError, row_lock
from lmo_tui.demo.faults import Fault
from lmo_tui.demo.lmo import Lmo
from lmo_tui.demo.schema import SObject

_TRANSACTION: Final = 200
"""The rows of one transaction, as the platform has it; between two of them others get their turn to write."""
_NULL: Final = "#N/A"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row: saved under an id, or refused."""

    row: int
    id: str
    created: bool = False
    error: str | None = None


@dataclass(eq=False, kw_only=True)
class Load(Job):
    """An ingest job: the data as they were uploaded, and what became of each row."""

    kind: ClassVar[str] = "V2Ingest"
    item: SObject
    data: bytes | None = None
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    locked_rows: frozenset[int] = frozenset()

    def befall(self, fault: Fault | None) -> None:
        """Take note of a scripted failure, of the whole job or of some rows."""
        super().befall(fault)
        if fault is not None and fault.kind == "partial":
            self.locked_rows = frozenset(fault.options.get("fail", [0]))

    def parse(self) -> None:
        """Read the rows, once; Unreadable tells why there are none."""
        if not self.header:
            self.header, self.rows = self.order.dialect.read(self.data or b"")
            # The rows are all that is asked for from here on; some data still tell that there was an upload.
            self.data = b""

    @property
    def failed(self) -> int:
        """How many rows were refused."""
        return sum(outcome.error is not None for outcome in self.outcomes)

    def work(self, lmo: Lmo, seconds: float) -> bool:
        """Save row after row until the time is up, there are no more, or somebody calls it off."""
        until = time.monotonic() + seconds
        try:
            self.parse()
            names = self._names(lmo)
        except Unreadable as error:
            self.error = str(error)
            return True
        while self.processed < len(self.rows) and self.state in UNDER_WAY:
            end = self.processed + _TRANSACTION
            with lmo.store.write():
                for place, row in enumerate(self.rows[self.processed : end], self.processed):
                    self.outcomes.append(self._outcome(lmo, place, dict(zip(names, row, strict=True))))
            self.processed = len(self.outcomes)
            if time.monotonic() >= until:
                break
        return self.processed == len(self.rows)

    def _names(self, lmo: Lmo) -> list[str]:
        """The fields behind the header; the first that is none fails the whole job, as on the platform."""
        names = []
        for name in self.header:
            found = self.item.field(name)
            if found is None or not lmo.profile.sees(self.item, found):
                raise Unreadable(f"InvalidBatch : Field name not found : {name}")
            names.append(found.name)
        if len(set(names)) != len(names):
            raise Unreadable("InvalidBatch : Duplicate field name in the header")
        if self.order.operation in {"update", "delete"} and "Id" not in names and self.rows:
            raise Unreadable(f"InvalidBatch : Field name not found : Id is needed to {self.order.operation} records")
        return names

    def _outcome(self, lmo: Lmo, place: int, row: dict[str, str]) -> Outcome:
        given = row.pop("Id", "")
        try:
            if place in self.locked_rows:
                raise row_lock(given)
            with lmo.store.write():
                return self._saved(lmo, place, given, row)
        except ApiError as error:
            return Outcome(place, given, error=told(error))

    def _saved(self, lmo: Lmo, place: int, given: str, row: dict[str, str]) -> Outcome:
        # An empty value leaves a field as it is; null has a spelling of its own.
        sent = {name: None if value == _NULL else value for name, value in row.items() if value != ""}
        operation = self.order.operation
        if operation == "insert" or (operation == "upsert" and not given):
            if given:
                raise ApiError(400, "INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call", ["Id"])
            return Outcome(place, records.create(lmo, self.item, sent), created=True)
        if not given:
            raise ApiError(400, "MISSING_ARGUMENT", f"Id not specified in an {operation} call")
        key = records.full_id(given)
        if operation == "delete":
            records.delete(lmo, self.item, key)
        else:
            records.update(lmo, self.item, key, sent)
        return Outcome(place, key)


def told(error: ApiError) -> str:
    """A refusal as the column `sf__Error` has it: code, message and fields, then two dashes."""
    fields = ",".join(error.fields or ())
    return f"{error.code}:{error.message}:{fields}{' ' if fields else ''}--"
