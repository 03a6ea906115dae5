"""A person at the desk: presses keys, looks at the screen, and knows what reached the org."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Self

from textual.events import Event, Key, Paste
from textual.keys import _character_to_key
from textual.notifications import SeverityLevel
from textual.pilot import Pilot

from lmo_tui.domain.change_sets import RunStage
from lmo_tui.domain.edits import Value
from lmo_tui.domain.journal import Ended, JournalEntry
from lmo_tui.domain.keeping import Runs, SettingsStore
from lmo_tui.domain.licenses import Field, License
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.ports import Clock, LicenseStore, Runner
from lmo_tui.domain.profiles import Profiles
from lmo_tui.services.bookmark import Bookmarks
from lmo_tui.services.troubles import Troubles
from lmo_tui.services.workbench import Workbench
from lmo_tui.tui.app import LmoApp
from lmo_tui.tui.dialogs.pick_list import PickList
from lmo_tui.tui.screens.licenses import LicensesScreen
from lmo_tui.tui.widgets.license_table import LicenseTable
from tests.fakes.licenses import fixed_clock, sample_licenses
from tests.fakes.repository import FakeRepository, with_licenses
from tests.fakes.workbench import MemoryJournal, a_workbench, at_once
from tests.robots.haste import Haste

NAMED = {
    "\n": "enter",
    "\t": "tab",
    "\x03": "ctrl+c",
    "\x10": "ctrl+p",
    "\x7f": "backspace",
    "\x1b": "escape",
    "\x15": "ctrl+u",
}


class WatchedApp(LmoApp):
    """The app, with an ear for what it says."""

    said: list[str]

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        self.said.append(message)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)


def key(name: str) -> Key:
    """A key event as the terminal's parser makes it: a character, or the name of a key."""
    if name in NAMED:
        return Key(NAMED[name], None)
    if len(name) > 1:
        return Key(name, None)
    return Key(_character_to_key(name), name)


@dataclass
class Desk:
    """Steps are put one after the other and happen when the whole is awaited."""

    app: WatchedApp
    pilot: Pilot[int]
    repository: FakeRepository
    journal: MemoryJournal
    workbench: Workbench
    haste: Haste = field(default_factory=Haste)
    _steps: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    def __await__(self) -> Generator[None, None, None]:
        """Take the steps."""
        return self._take().__await__()

    async def _take(self) -> None:
        steps, self._steps = self._steps, []
        with self.app._context():
            for step in steps:
                await step()

    def _then(self, step: Callable[[], Awaitable[None]]) -> Self:
        self._steps.append(step)
        return self

    # Doing

    def press(self, *keys: str) -> Self:
        """Keys, each when the one before it has been handled."""

        async def step() -> None:
            for each in keys:
                self.app.post_message(key(each))
                await self.rest()

        return self._then(step)

    def type(self, text: str) -> Self:
        """Letters, one by one; the screen is drawn when they are all there, for nobody looks before."""

        async def step() -> None:
            for each in text[:-1]:
                self.app.post_message(key(each))
                await self.rest(draw=False)

        return self._then(step).press(*text[-1:])

    def burst(self, keys: Iterable[str]) -> Self:
        """Keys in one write."""
        return self.send(*map(key, keys))

    def send(self, *events: Event) -> Self:
        """Any input in one write."""

        async def step() -> None:
            for event in events:
                self.app.post_message(event)
            await self.rest()

        return self._then(step)

    def paste(self, text: str) -> Self:
        """Text from a clipboard."""
        return self.send(Paste(text))

    def resize(self, width: int, height: int) -> Self:
        """Another size of the terminal."""

        async def step() -> None:
            await self.pilot.resize_terminal(width, height)
            await self.pilot.pause()

        return self._then(step)

    def click(self, text: str) -> Self:
        """Click on the first place where this text is on the screen."""

        async def step() -> None:
            for y, line in enumerate(self.lines):
                if (x := line.find(text)) >= 0:
                    await self.pilot.click(offset=(x, y))
                    return
            raise AssertionError(f"{text!r} is not on the screen\n{self.text}")

        return self._then(step)

    def select(self, name: str) -> Self:
        """Go to a license by its L-number."""
        return self.press("g").type(name).press("enter")

    def status(self, word: str) -> Self:
        """Open the status dialog and choose."""

        async def step() -> None:
            await self._now("s")
            choices = self.app.screen.query_one(PickList)
            places = [choice.value for choice in choices.choices]
            assert choices.chosen is not None
            distance = places.index(word) - places.index(choices.chosen.value)
            await self._now(*(["down"] * distance if distance > 0 else ["up"] * -distance), "enter")

        return self._then(step)

    def fill(self, typed: str) -> Self:
        """Put this into the box that has the keys, in place of what is there."""
        return self.press("end", "ctrl+u").type(typed)

    def confirm(self, reason: str = "") -> Self:
        """Say yes to the confirmation."""
        return self.expect("Enter save").press(*(["r", *reason] if reason else []), "enter")

    def command(self, line: str) -> Self:
        """Type after `:`."""
        return self.press("colon").type(line).press("enter")

    def run(self, title: str) -> Self:
        """Find in the palette, and run."""
        return self.press("ctrl+p").type(title).press("enter")

    # Looking

    def expect(self, pattern: str) -> Self:
        """This is on the screen."""
        return self._check(
            lambda: re.search(pattern, self.text, re.MULTILINE) is not None, f"{pattern!r} on the screen"
        )

    def expect_not(self, pattern: str) -> Self:
        """This is not on the screen."""
        return self._check(lambda: re.search(pattern, self.text, re.MULTILINE) is None, f"no {pattern!r} on the screen")

    def expect_row(self, name: str, *words: str) -> Self:
        """The row of a license holds these words."""

        def holds() -> bool:
            rows = [line for line in self.lines if re.match(rf".?{name} ", line)]
            return bool(rows) and all(word in rows[0] for word in words)

        return self._check(holds, f"row {name} with {words}")

    def expect_on(self, name: str) -> Self:
        """The cursor is on this license."""
        return self._check(lambda: self.cursor == name, f"cursor on {name}")

    def expect_said(self, pattern: str) -> Self:
        """The last message says this."""
        return self._check(
            lambda: bool(self.app.said) and re.search(pattern, self.app.said[-1]) is not None, f"saying {pattern!r}"
        )

    def expect_nothing_sent(self) -> Self:
        """No write has reached the org, and none was begun."""
        return self._check(lambda: not self.repository.updates and not self.journal.intents, "nothing sent")

    def expect_nothing_written(self) -> Self:
        """No write was carried out, whatever was begun."""
        return self._check(lambda: not self.repository.updates, "nothing written")

    def expect_sent(self, wanted: dict[Field, Value]) -> Self:
        """Exactly one write reached the org, of exactly these fields."""

        def sent() -> bool:
            changes = [{each.field: each.after for each in edit.changes} for edit, _ in self.repository.updates]
            return changes == [wanted]

        return self._check(sent, f"one write of {wanted}")

    def _check(self, holds: Callable[[], bool], what: str) -> Self:
        async def step() -> None:
            await self.rest()
            writes = [edit.changes for edit, _ in self.repository.updates]
            assert holds(), f"expected {what}\nsaid: {self.app.said}\nwrites: {writes}\n{self.text}"

        return self._then(step)

    # What there is

    @property
    def lines(self) -> list[str]:
        """The screen, line by line; a dialog alone, without what is below it."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """The screen."""
        return "\n".join(line.rstrip() for line in self.lines)

    @property
    def list(self) -> LicensesScreen:
        """The screen with the list, whatever is above it."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, LicensesScreen)
        return screen

    @property
    def cursor(self) -> str | None:
        """The name of the license under the cursor."""
        license_ = self.list.query_one(LicenseTable).cursor_license
        return license_.name if license_ else None

    def expect_while_busy(self, pattern: str) -> Self:
        """This comes on the screen although something still works in the background."""

        async def step() -> None:
            try:
                async with asyncio.timeout(10):
                    while not (self.app.keys.idle and re.search(pattern, self.text, re.MULTILINE)):
                        await asyncio.sleep(0)
                        self.app.screen._on_timer_update()
            except TimeoutError:
                raise AssertionError(f"never on the screen: {pattern!r}\n{self.text}") from None

        return self._then(step)

    async def rest(self, *, draw: bool = True) -> None:
        """Until every key has led to its end and nothing works in the background."""
        async with asyncio.timeout(10):
            for _ in range(2):
                await asyncio.sleep(0)
                while not self._resting():
                    self.haste.skip()
                    await asyncio.sleep(0)
                if draw and self.app.is_running and self.app.screen_stack:
                    self.list.follower.catch_up()
                    self.app.screen._on_timer_update()

    def _resting(self) -> bool:
        if not self.app.is_running:
            return True
        run = self.workbench.bulk.run
        held_up = run is not None and run.stage is RunStage.PAUSED and not run.on_its_way
        return self.app.keys.idle and (held_up or all(worker.is_finished for worker in self.app.workers))

    async def _now(self, *keys: str) -> None:
        for each in keys:
            self.app.post_message(key(each))
            await self.rest()


@asynccontextmanager
async def at_the_desk(  # noqa: PLR0913 - what a story may want to choose, each named by keyword
    licenses: Iterable[License] | None = None,
    *,
    repository: FakeRepository | None = None,
    store: LicenseStore | None = None,
    org_class: OrgClass = OrgClass.DEMO,
    read_only: bool = False,
    remembered: bool = True,
    size: tuple[int, int] = (120, 40),
    start: str | None = None,
    runner: Runner = at_once,
    clock: Clock = fixed_clock,
    settings: SettingsStore | None = None,
    journal_lines: Iterable[JournalEntry | Ended] = (),
    troubles: Troubles | None = None,
    bookmarks: Bookmarks | None = None,
    runs: Runs | None = None,
    orgs: Profiles | None = None,
    rest: float = 0.0,  # Nobody waits here for the next letter of a filter.
) -> AsyncIterator[Desk]:
    """The desk over a fake org, connected and loaded."""
    repository = repository or with_licenses(sample_licenses() if licenses is None else licenses, org_class)
    journal = MemoryJournal(lines=list(journal_lines))
    bench = a_workbench(
        repository=repository,
        store=store,
        journal=journal,
        read_only=read_only,
        remembered=remembered,
        runner=runner,
        clock=clock,
        settings=settings,
        troubles=troubles,
        bookmarks=bookmarks,
        runs=runs,
        orgs=orgs,
    )
    app = WatchedApp(bench, start=start)
    app.said = []
    async with app.run_test(size=size, notifications=True) as pilot:
        desk = Desk(app, pilot, repository, journal, bench)
        desk.list.views.rest = rest
        await desk.rest()
        yield desk
