"""A run dies over a lost answer, and the next one tells what the server's audit says: real HTTP, a real journal."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lmo_tui.demo.server import DemoLmo
from lmo_tui.domain.errors import UnknownOutcomeError
from lmo_tui.domain.journal import Ending
from lmo_tui.domain.settling import COMMITS_WITHIN
from lmo_tui.services.workbench import Workbench, furnish
from lmo_tui.storage.journal import FileJournal
from lmo_tui.storage.store import Store
from tests.demo.fixtures import odd_license
from tests.fakes.clocks import MovingClock
from tests.fakes.workbench import at_once
from tests.salesforce.conftest import Open
from tests.salesforce.test_writing import commits, edit_of


def next_run(lmo: DemoLmo, open_lmo: Open, journal: FileJournal, clock: MovingClock) -> Workbench:
    """The program, started once more."""
    return furnish(
        lambda may_write: open_lmo(lmo, may_write=may_write),
        store=Store(":memory:"),
        journal=journal,
        runner=at_once,
        clock=clock,
        alias="demo",
    )


@pytest.mark.parametrize("do", ["before-commit-drop", "after-commit-drop", "500"])
async def test_what_the_next_run_says_is_what_the_server_did(
    do: str, demo_lmo: DemoLmo, open_lmo: Open, tmp_path: Path
) -> None:
    file, began = tmp_path / "data" / "journal.jsonl", datetime.now(UTC)
    repository, dying = open_lmo(demo_lmo), FileJournal(file)
    before = repository.license(odd_license(demo_lmo, "over_used"))
    edit = edit_of(before, seats=31)
    dying.intend(repository.org(), edit, "CASE-1", began)
    demo_lmo.fault(do, "PATCH")
    with pytest.raises(UnknownOutcomeError):
        repository.update(edit, before.modified)
    dying.close()  # Nobody recorded how it ended.

    clock, journal = MovingClock(began + timedelta(seconds=30)), FileJournal(file)
    bench = next_run(demo_lmo, open_lmo, journal, clock)
    await bench.session.connect()
    saved = bool(commits(demo_lmo))
    (soon,) = await bench.settler.settle()
    assert soon.ending is (Ending.APPLIED if saved else Ending.UNKNOWN)
    clock.now = began + COMMITS_WITHIN
    for later in await bench.settler.settle():
        assert later.ending is Ending.REFUSED
    assert [(entry.ending, entry.reason) for entry in journal.history()] == [
        (Ending.APPLIED if saved else Ending.REFUSED, "CASE-1")
    ]
    assert len(demo_lmo.audit.writes) == 1, "settling never writes"
    if saved:
        (entry,) = await bench.history.undoable()
        held = await bench.sync.refresh(entry.license_id)
        assert (await bench.edits.save(bench.edits.plan_undo(entry, held))).error is None
        assert repository.license(before.id).seats == before.seats
