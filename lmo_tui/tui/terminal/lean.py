"""Lean output: of each frame only what differs from what the terminal shows already is sent.

Stands in for `App._display` of the Textual versions it was proved on; for anything that is not a matter of cells, and
everywhere else, Textual's own output is used.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import textual
from rich.color import ColorSystem
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from lmo_tui.tui.terminal.abilities import Abilities
from lmo_tui.tui.terminal.cells import Piece, UnsuitableError, piece
from lmo_tui.tui.terminal.front import Front

if TYPE_CHECKING:
    from textual.geometry import Offset

PROVED_ON: Final = frozenset({"8.2.8"})
"""Versions of Textual for which `tests/tui/terminal/test_lean.py` held."""


def proved() -> bool:
    """Whether the Textual that is installed is one of these; `importlib.metadata` would take 50 ms to tell."""
    beside = Path(textual.__file__).parent.parent
    return any((beside / f"textual-{version}.dist-info").is_dir() for version in PROVED_ON)


class Lean:
    """Writes the frames of an app."""

    def __init__(self, app: App[Any], abilities: Abilities | None) -> None:
        self._app = app
        self._abilities = abilities if proved() else None
        self._front: Front | None = None
        self._cursor: Offset | None = None

    @property
    def on(self) -> bool:
        """Whether frames may be lean at all."""
        return self._abilities is not None

    @property
    def moves_rows(self) -> bool:
        """Whether the terminal moves rows itself, so that scrolling by one costs one."""
        return self._abilities is not None and self._abilities.scrolls

    def forget(self) -> None:
        """Somebody else may have drawn, or the terminal did what it likes, as when it was resized."""
        self._front = None

    def show(self, frame: object) -> bool:
        """Write a frame; False where Textual is to do whatever is to be done with it."""
        app, driver = self._app, self._app._driver
        if frame is None or app._batch_count or not app._running or app._closed:
            return False
        if not self.on or not isinstance(driver, LinuxDriver) or driver.is_inline:
            return False
        sequence = self.sequence(frame)
        if sequence is None:
            return False
        if sequence:
            # In one piece: each write wakes the thread that writes.
            driver.write(f"{SYNC_START}{sequence}{SYNC_END}" if app._sync_available else sequence)
            driver.flush()
        return True

    def sequence(self, frame: object) -> str | None:
        """What brings the terminal from the last frame to this one; None, and all forgotten, if that is not known."""
        width, height = self._app.size
        rows = self._rows(frame, width, height)
        if rows is None or self._abilities is None:
            self.forget()
            return None
        front = self._front
        if front is None or (front.width, front.height) != (width, height):
            front = Front(width, height, scrolls=self._abilities.scrolls, erases=self._abilities.erases)
            self._front, self._cursor = front, None
        written = front.paint(rows)
        cursor = self._app.screen.outer_size.clamp_offset(self._app.cursor_position)
        if written or cursor != self._cursor:
            self._cursor = cursor
            written += f"\x1b[{cursor.y + 1};{cursor.x + 1}H"
        return written

    def _rows(self, frame: object, width: int, height: int) -> dict[int, list[Piece]] | None:
        """The frame as pieces, cut just as Textual would write them; None for what is not a matter of cells."""
        colors = self._app.console._color_system or ColorSystem.TRUECOLOR
        try:
            if isinstance(frame, LayoutUpdate):
                rows = _all_rows(frame, colors)
            elif isinstance(frame, ChopsUpdate):
                rows = _changed_rows(frame, colors)
            else:
                return None
        except UnsuitableError:
            return None
        fits = all(y < height and each.x + len(each.characters) <= width for y in rows for each in rows[y])
        return rows if fits else None


def _all_rows(frame: LayoutUpdate, colors: ColorSystem) -> dict[int, list[Piece]]:
    return {
        y: [piece(frame.region.x, [strip for strip in strips if strip is not None], colors)]
        for y, strips in enumerate(frame.strips, frame.region.y)
    }


def _changed_rows(frame: ChopsUpdate, colors: ColorSystem) -> dict[int, list[Piece]]:
    """As `ChopsUpdate.render_segments` of Textual 8.2.8 goes about it."""
    rows: dict[int, list[Piece]] = {}
    for y, x1, x2 in frame.spans:
        pieces = rows.setdefault(y, [])
        for end, (x, strip) in zip(frame.chop_ends[y], frame.chops[y].items(), strict=False):
            if strip is None or x > x2 or end <= x1:
                continue
            seen = strip if x1 <= x < x2 and end <= x2 else strip.crop(0, min(end, x2) - x)
            if seen.cell_length:
                pieces.append(piece(x, [seen], colors))
    return rows
