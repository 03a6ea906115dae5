"""All licenses of an org as a load brings them: what the store would hold, without a store."""

from datetime import UTC, datetime

from lmo_tui.domain.cells import license_of
from lmo_tui.domain.licenses import License
from lmo_tui.domain.loads import Batch, Road
from lmo_tui.domain.ports import LicenseRepository

STARTED = datetime(2026, 11, 24, 12, tzinfo=UTC)


def batches(repository: LicenseRepository, road: Road | None = None) -> list[Batch]:
    """Everything, in the pieces in which it comes in."""
    load = repository.begin_load(STARTED, road)
    reading = repository.batches(load)
    found: list[Batch] = []
    while some := reading.take():
        found += some
    repository.end_load(load)
    return found


def everything(repository: LicenseRepository, road: Road | None = None) -> list[License]:
    """Everything."""
    return [license_of(row) for batch in batches(repository, road) for row in batch.rows]
