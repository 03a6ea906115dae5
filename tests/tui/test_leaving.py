"""Leaving the desk, and coming back to where one stood."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pyte
import pytest

from lmo_tui.domain.columns import parse_columns
from lmo_tui.domain.errors import UnreachableError
from lmo_tui.domain.filters import SavedView, View, parse_sort, spelled_sort
from lmo_tui.domain.left import Left, unpacked
from lmo_tui.services.bookmark import Bookmarks
from lmo_tui.services.views import SettingsInMemory
from lmo_tui.storage.store import Store
from tests.fakes.journal import an_entry
from tests.fakes.licenses import a_license, org_id, sample_licenses
from tests.fakes.repository import with_licenses
from tests.fakes.workbench import MemoryKeepsake
from tests.robots.desk import Desk, at_the_desk

Cell = tuple[str, str, str, bool, bool]


COLUMNS = parse_columns(["name", "seats", "customer:30"])
ORG = org_id(7_000)


class Home:
    """What stays on the machine between two runs."""

    def __init__(self) -> None:
        self.store = Store(":memory:")
        self.keepsake = MemoryKeepsake()
        self.settings = SettingsInMemory()
        more = [a_license(number, account=f"Customer {number}") for number in range(150, 40, -1)]
        self.licenses = [*more, *sample_licenses()]

    @asynccontextmanager
    async def desk(
        self, size: tuple[int, int] = (120, 40), *, afresh: bool = False, online: bool = True
    ) -> AsyncIterator[Desk]:
        """One run; leave it with `quits`."""
        repository = with_licenses(self.licenses)
        if not online:
            repository.fail("connect", UnreachableError("No connection."), times=9)
        bookmarks = Bookmarks(self.keepsake, store="acme.db", afresh=afresh)
        async with at_the_desk(
            repository=repository,
            store=self.store,
            remembered=online,
            size=size,
            settings=self.settings,
            bookmarks=bookmarks,
        ) as desk:
            yield desk

    def keep(self, view: SavedView) -> None:
        """Set it as one's own."""
        self.settings.keep_view(view)

    @property
    def left(self) -> Left:
        left = unpacked(self.keepsake.content)
        assert left is not None
        return left


def quits(desk: Desk) -> None:
    """Leave in order, as `q` does."""
    desk.app.stage.before_leaving()
    desk.app.stage.last_words()


def under_cursor(desk: Desk) -> str:
    license_ = desk.list.license
    assert license_ is not None
    return license_.name


def height(desk: Desk) -> int:
    """Rows of the screen above the cursor."""
    return desk.list.table.cursor_index - desk.list.table.on_screen()[0]


@pytest.mark.parametrize("keys", ["2jj", "/omer 1\njj", "Gkkk"])
async def test_one_comes_back_to_the_same_view_the_same_license_and_the_same_height(keys: str) -> None:
    home = Home()
    async with home.desk() as desk:
        await desk.press(*keys)
        before = (desk.list.views.view, under_cursor(desk), height(desk))
        quits(desk)
    async with home.desk() as desk:
        assert (desk.list.views.view, under_cursor(desk), height(desk)) == before


async def test_a_sort_is_remembered_and_the_first_keys_move_from_there() -> None:
    home = Home()
    async with home.desk() as desk:
        await desk.command("sort status,-expires")
        await desk.press("G", "k", "k")
        before = under_cursor(desk)
        quits(desk)
    async with home.desk() as desk:
        assert spelled_sort(desk.list.views.view.sort) == "status,-expires"
        await desk.press("k", "j", "j", "k")
        assert under_cursor(desk) == before


async def test_one_comes_back_to_a_saved_view_with_its_columns_and_its_count() -> None:
    home = Home()
    home.keep(SavedView("Sandboxes", "sandbox", parse_sort("customer,-name"), columns=COLUMNS))
    async with home.desk() as desk:
        await desk.press("8", "j", "j", "slash").type("a").press("enter", "k")
        before = (desk.list.views.view, under_cursor(desk), desk.list.views.saved.tabs)
        quits(desk)
    async with home.desk() as desk:
        assert (desk.list.views.view, under_cursor(desk), desk.list.views.saved.tabs) == before
        assert desk.list.table.columns == COLUMNS


async def test_a_saved_view_that_is_another_now_opens_as_it_is_and_one_that_is_gone_as_the_plain_tab() -> None:
    home = Home()
    home.keep(SavedView("Mine", "sandbox"))
    async with home.desk() as desk:
        await desk.press("8", "j")
        quits(desk)
    home.keep(SavedView("Mine", "!sandbox trial"))
    async with home.desk() as desk:
        assert desk.list.views.view.filter == "!sandbox trial"
    home.settings.forget_view("Mine")
    async with home.desk() as desk:
        assert desk.list.views.view == View()


async def test_duplicates_are_found_again() -> None:
    home = Home()
    home.licenses += [a_license(number, org_id=ORG) for number in (7_001, 7_002)]
    async with home.desk() as desk:
        await desk.command("view duplicates")
        await desk.press("G")
        found = desk.list.views.listing
        quits(desk)
    assert found is not None
    assert found.count
    async with home.desk() as desk:
        assert [row.name for row in desk.list.table.on_screen()[1]] == [row.name for row in found.rows(0, 60)]


async def test_a_new_session_begins_at_the_top() -> None:
    home = Home()
    async with home.desk() as desk:
        await desk.press("2", "j", "j")
        quits(desk)
    async with home.desk(afresh=True) as desk:
        assert (desk.list.views.view.tab, under_cursor(desk)) == ("All", "L-00150")


async def test_a_license_that_is_gone_leaves_the_view() -> None:
    home = Home()
    async with home.desk() as desk:
        await desk.press("2", "j", "j")
        gone = desk.list.license
        quits(desk)
    assert gone is not None
    home.licenses.remove(gone)
    home.store.drop([gone.id])
    async with home.desk() as desk:
        assert desk.list.views.view.tab == "Active"
        assert desk.list.license != gone


async def test_nothing_is_written_twice_and_nothing_while_nothing_happens() -> None:
    home = Home()
    async with home.desk() as desk:
        quits(desk)
        quits(desk)
    assert home.keepsake.writes == 1


@pytest.mark.parametrize(
    ("size", "keys", "truecolor"),
    [
        ((80, 24), "Gkk", "truecolor"),
        ((120, 40), "jj", ""),
        ((120, 40), "/omer 1\nj", "truecolor"),
        ((200, 50), "2j", "truecolor"),
        ((120, 40), "8jj", "truecolor"),
        ((80, 24), "9G", "truecolor"),
    ],
)
async def test_the_picture_is_the_first_screen_of_the_next_desk(
    size: tuple[int, int], keys: str, truecolor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORTERM", truecolor)
    home = Home()
    if keys[0] in "89":
        home.keep(SavedView("Sandboxes", "sandbox", parse_sort("customer,-seats"), columns=COLUMNS))
        home.keep(SavedView("Over", "over"))
    async with home.desk(size) as desk:
        await desk.press(*keys)
        quits(desk)
    left = home.left
    assert left.proof
    assert size > (120, 40) or len(left.tops[0][1]) + len(left.below) <= 10_000
    painted = screen_of((left.tops[0][1] + left.below).decode(), size)
    async with home.desk(size, online=False) as desk:
        assert left.proof == home.store.proof()
        desk.app.clear_notifications()  # That there is no connection covers the corner.
        await desk.rest()
        shown = screen_of(plain(desk), size)
    for y in range(1, size[1]):  # Line 0 says how old the data is, and that there is no connection.
        assert painted[y] == shown[y], f"line {y}"
    assert "".join(cell[0] for cell in painted[0][:20]) == "".join(cell[0] for cell in shown[0][:20])


@pytest.mark.parametrize("keys", ["/ini", "\t", "e"])
async def test_what_the_next_start_will_not_show_is_not_painted(keys: str) -> None:
    home = Home()
    async with home.desk() as desk:
        await desk.press(*keys)
        quits(desk)
    assert bool(home.left.proof) is (keys == "e")  # The dialog goes, the list behind it stays.


async def test_over_the_journal_no_picture_is_taken_but_one_comes_back_to_where_one_stood() -> None:
    home = Home()
    async with home.desk() as desk:
        await desk.press("j", "j", "J")
        before = under_cursor(desk)
        quits(desk)
    assert not home.left.proof
    async with home.desk() as desk:
        assert under_cursor(desk) == before


async def test_while_it_is_found_out_how_a_change_ended_no_picture_is_taken() -> None:
    home, proofs = Home(), list[str]()
    async with home.desk() as desk:
        desk.journal.lines.append(an_entry(license_=a_license(42)))

        def look() -> None:
            quits(desk)
            proofs.append(home.left.proof)

        desk.repository.before["those"] = look
        await desk.press("R")
        assert proofs == [""]
        quits(desk)
        assert home.left.proof


def plain(desk: Desk) -> str:
    """The whole screen in plain sequences, as Textual writes it."""
    console, strips = desk.app.console, desk.app.screen._compositor.render_strips()
    return "".join(f"\x1b[{y};1H{strip.render(console)}" for y, strip in enumerate(strips, 1))


def screen_of(sequences: str, size: tuple[int, int]) -> list[list[Cell]]:
    """What a terminal makes of it; of a blank only the background counts."""
    screen = pyte.Screen(*size)
    pyte.Stream(screen).feed(sequences)
    return [[_seen(screen.buffer[y][x]) for x in range(size[0])] for y in range(size[1])]


def _seen(cell: pyte.screens.Char) -> Cell:
    if cell.data == " " and not (cell.reverse or cell.underscore):
        return (" ", "", cell.bg, False, False)
    return (cell.data, cell.fg, cell.bg, cell.bold, cell.reverse)
