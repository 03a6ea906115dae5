"""Taking changes back over the one road, as often as one likes, and never over somebody else's change."""

from dataclasses import replace
from typing import Any

import pytest

from lmo_tui.domain.access import Access
from lmo_tui.domain.errors import BadEntryError, NotThereError, RefusedError
from lmo_tui.domain.journal import Ended, Ending, JournalEntry
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.services.edits import Kind
from lmo_tui.services.workbench import Workbench
from tests.fakes.journal import an_entry
from tests.fakes.licenses import NOW, a_license, license_id
from tests.fakes.repository import FakeRepository, with_licenses
from tests.fakes.workbench import MemoryJournal, a_connected_workbench


async def a_bench(org_class: OrgClass = OrgClass.DEMO) -> tuple[Workbench, FakeRepository, MemoryJournal]:
    repository, journal = with_licenses([a_license(42), a_license(43)], org_class), MemoryJournal()
    return await a_connected_workbench(repository, journal=journal), repository, journal


async def save(bench: Workbench, number: int, **wanted: Any) -> None:  # noqa: ANN401 - a value of any of the three fields
    license_ = await bench.sync.refresh(license_id(number))
    edit = bench.edits.plan(license_, {Field(name): value for name, value in wanted.items()})
    assert (await bench.edits.save(edit)).kind is Kind.APPLIED


async def undo(bench: Workbench, entry: JournalEntry) -> Kind:
    edit = bench.edits.plan_undo(entry, await bench.sync.refresh(entry.license_id))
    return (await bench.edits.save(edit)).kind


async def test_undo_and_redo_and_undo() -> None:
    bench, repository, journal = await a_bench()
    await save(bench, 42, seats=60, status="Suspended")
    seats = []
    for _ in range(4):
        (newest, *_rest) = await bench.history.undoable(license_id(42))
        assert await undo(bench, newest) is Kind.APPLIED
        held = repository.holds(license_id(42))
        seats.append((held.seats, held.status))
    assert seats == [(50, "Active"), (60, "Suspended")] * 2
    assert [bool(entry.undone_by) for entry in journal.history()] == [False, True, False, True, False]
    standing = await bench.history.undoable(license_id(42))
    assert [entry.undoes for entry in standing] == ["entry-4", "entry-2", ""]
    assert all(bench.history.is_of_this_run(entry) for entry in standing)


async def test_what_somebody_changed_since_is_left_to_them() -> None:
    bench, repository, journal = await a_bench()
    await save(bench, 42, seats=60)
    (entry,) = await bench.history.undoable(license_id(42))
    repository.somebody_changes(license_id(42), seats=70)
    with pytest.raises(RefusedError, match="Seats of L-00042 is 70 now, not 60"):
        await undo(bench, entry)
    repository.somebody_changes(license_id(42), seats=60)
    edit = bench.edits.plan_undo(entry, await bench.sync.refresh(license_id(42)))
    repository.before["license"] = lambda: repository.somebody_changes(license_id(42), seats=80)
    outcome = await bench.edits.save(edit)
    assert outcome.kind is Kind.CONFLICT
    assert repository.holds(license_id(42)).seats == 80
    assert next(journal.history()).undoes == entry.id
    assert [each.undone_by for each in journal.history()] == ["", ""]


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        ({"status": "Uninstalled"}, "Uninstalled"),
        ({"license_type": "Read-Only"}, "Read-Only"),
        ({"checkout": True}, "Checkout"),
    ],
)
async def test_a_license_that_is_locked_now_is_not_undone(now: dict[str, Any], reason: str) -> None:
    bench, repository, _ = await a_bench()
    await save(bench, 42, seats=60)
    (entry,) = await bench.history.undoable()
    repository.somebody_changes(license_id(42), **now)
    with pytest.raises(RefusedError, match=reason):
        await undo(bench, entry)
    assert len(repository.updates) == 1


async def test_a_field_that_became_read_only_for_the_user_is_not_undone() -> None:
    bench, repository, _ = await a_bench()
    await save(bench, 42, seats=60)
    repository.permitted = Access(updateable=frozenset({Field.STATUS}))
    await bench.session.connect()
    (entry,) = await bench.history.undoable()
    with pytest.raises(RefusedError, match="Seats is read-only for your user"):
        await undo(bench, entry)


async def test_a_closed_org_is_not_undone_in() -> None:
    bench, repository, _ = await a_bench(OrgClass.PRODUCTION)
    await bench.session.consent_and_unlock()
    await save(bench, 42, seats=60)
    (entry,) = await bench.history.undoable()
    bench.session.gate.lock()
    with pytest.raises(RefusedError, match="press U to open it"):
        await undo(bench, entry)
    assert len(repository.updates) == 1


async def test_only_what_stands_of_ones_own_in_this_org_is_offered() -> None:
    bench, _, journal = await a_bench()
    other = an_entry("other", ending=Ending.OPEN)
    for each in (
        an_entry("mine"),
        replace(other, id="user", user_id="0055g0000000US2AAA"),
        replace(other, id="org", org_id="00D5g0000000OTHEAK"),
        an_entry("refused"),
        an_entry("another", license_=a_license(43)),
    ):
        journal.lines += [each, Ended(each.id, NOW, Ending.REFUSED if each.id == "refused" else Ending.APPLIED)]
    assert [each.id for each in await bench.history.undoable(license_id(42))] == ["mine"]
    assert [each.id for each in await bench.history.undoable()] == ["another", "mine"]
    newest = await bench.history.newest_undoable(license_id(42))
    assert newest is not None
    assert newest.id == "mine"
    assert not bench.history.is_of_this_run(newest)


async def test_an_entry_is_named_by_the_beginning_of_its_id_or_by_its_license() -> None:
    bench, _, journal = await a_bench()
    for name in ("aaaa1111", "aaaa2222", "bbbb", "bbbb3333"):
        journal.lines += [an_entry(name), Ended(name, NOW, Ending.APPLIED)]
    assert [(await bench.history.named(name)).id for name in ("aaaa1", " AAAA2222 ", "bbbb", "l-00042")] == [
        "aaaa1111",
        "aaaa2222",
        "bbbb",
        "bbbb3333",
    ]
    with pytest.raises(BadEntryError, match="2 entries of the journal begin with aaaa"):
        await bench.history.named("aaaa")
    for name in ("aaa", "cccc", "", "L-00043"):
        with pytest.raises(NotThereError):
            await bench.history.named(name)
