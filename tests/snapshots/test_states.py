from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

import pytest
from textual.pilot import Pilot

from lmo_tui.domain.errors import UnreachableError
from lmo_tui.domain.orgs import OrgClass
from tests.fakes.licenses import sample_licenses
from tests.fakes.repository import FakeRepository, with_licenses
from tests.fakes.workbench import MemoryJournal, a_workbench
from tests.robots.desk import Desk, WatchedApp

SIZES = ((80, 24), (120, 40))

OFFLINE = UnreachableError("The org does not answer.", "No route to the host.", "Try again with R.")


class Compare(Protocol):
    """The fixture of pytest-textual-snapshot, as far as it is used here."""

    def __call__(
        self, app: WatchedApp, *, terminal_size: tuple[int, int], run_before: Callable[[Pilot[int]], Awaitable[None]]
    ) -> bool:
        """Whether the app looks as it did."""


@dataclass(frozen=True)
class State:
    """How one gets there, and in which org."""

    story: Callable[[Desk], Awaitable[object]]
    org_class: OrgClass = OrgClass.DEMO
    read_only: bool = False
    offline: bool = False
    empty: bool = False
    remembered: bool = True


def press(*keys: str) -> Callable[[Desk], Awaitable[object]]:
    return lambda desk: desk.press(*keys)


async def in_conflict(desk: Desk) -> None:
    """Another user has changed the seats after they were read."""
    stark = next(each for each in desk.repository.licenses if each.name == "L-00001")
    await desk.select("L-00001").press("s", "enter")
    desk.repository.before["license"] = lambda: desk.repository.somebody_changes(stark.id, status="Suspended", seats=60)
    await desk.confirm()


async def saved(desk: Desk) -> None:
    await desk.select("L-00001").status("Suspended").confirm("CASE-10442")


STATES = {
    "desk": State(press("j")),
    "trial": State(lambda desk: desk.select("L-00002")),
    "filtered": State(lambda desk: desk.press("/").type("stark")),
    "nothing-found": State(lambda desk: desk.press("/").type("zzz").press("enter")),
    "sorted": State(lambda desk: desk.command("sort expires")),
    "tab": State(press("6")),
    "hostile": State(lambda desk: desk.select("L-00027")),
    "uninstalled": State(lambda desk: desk.select("L-00004").press("s")),
    "no-access": State(lambda desk: desk.select("L-00032")),
    "production": State(lambda desk: desk.press("s"), org_class=OrgClass.PRODUCTION),
    "read-only": State(lambda desk: desk.press("U"), org_class=OrgClass.PRODUCTION, read_only=True),
    "unlock": State(press("U"), org_class=OrgClass.PRODUCTION),
    "unlocked": State(press("U", "enter"), org_class=OrgClass.PRODUCTION),
    "developer": State(press("j"), org_class=OrgClass.DEVELOPER),
    "offline": State(press("j"), offline=True),
    "first-load-failed": State(press("j"), offline=True, remembered=False),
    "no-licenses": State(press("j"), empty=True),
    "details": State(lambda desk: desk.select("L-00003").press("enter")),
    "status": State(lambda desk: desk.select("L-00001").press("s")),
    "terms": State(lambda desk: desk.select("L-00002").press("e")),
    "wrong-entry": State(lambda desk: desk.select("L-00002").press("e", "tab").fill("2026-02-31")),
    "extend": State(lambda desk: desk.select("L-00002").press("x")),
    "confirm": State(lambda desk: desk.select("L-00002").press("s", "enter")),
    "saved": State(saved),
    "conflict": State(in_conflict),
    "sort": State(press("o")),
    "go": State(press("g")),
    "help": State(press("question_mark")),
    "command-line": State(lambda desk: desk.press("colon").type("st")),
}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", STATES)
def test_it_looks_as_it_did(
    name: str, size: tuple[int, int], snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    state = STATES[name]
    repository = an_org(state)
    journal = MemoryJournal()
    bench = a_workbench(repository=repository, journal=journal, read_only=state.read_only, remembered=state.remembered)
    app = WatchedApp(bench)
    app.said = []

    async def get_there(pilot: Pilot[int]) -> None:
        desk = Desk(app, pilot, repository, journal, bench)
        await desk.rest()
        await state.story(desk)
        await desk.rest()
        while len(app.screen.query("Toast")) < len(app._notifications):  # Mounted by a timer of Textual's.
            await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=get_there)


def test_the_preview_of_a_change_of_many_licenses(snap_compare: Compare) -> None:
    repository, journal = with_licenses(sample_licenses()), MemoryJournal()
    bench = a_workbench(repository=repository, journal=journal)
    app = WatchedApp(bench)
    app.said = []

    async def get_there(pilot: Pilot[int]) -> None:
        desk = Desk(app, pilot, repository, journal, bench)
        await desk.rest()
        await desk.press("a").command("extend 30d").press("down")
        await desk.rest()

    assert snap_compare(app, terminal_size=(80, 24), run_before=get_there)


def test_too_small_a_terminal_says_what_it_needs(snap_compare: Compare) -> None:
    app = WatchedApp(a_workbench())
    app.said = []

    async def nothing(pilot: Pilot[int]) -> None:
        await pilot.pause()

    assert snap_compare(app, terminal_size=(50, 12), run_before=nothing)


def an_org(state: State) -> FakeRepository:
    repository = with_licenses([] if state.empty else sample_licenses(), state.org_class)
    if state.offline:
        repository.fail("connect", OFFLINE, times=99)
    return repository
