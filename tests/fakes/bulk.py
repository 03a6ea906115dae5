"""A change of many licenses from its beginning to its end, as the command line and the desk carry it out."""

from lmo_tui.domain.change_sets import Draft
from lmo_tui.services.bulk import BulkRun
from lmo_tui.services.workbench import Workbench


async def carried_out(bench: Workbench, drafted: Draft, *, about: str = "", reason: str = "") -> BulkRun:
    """The run when it has ended. Raises RefusedError."""
    run = bench.bulk.prepare(drafted, about=about, reason=reason)
    await bench.bulk.go(run)
    return run
