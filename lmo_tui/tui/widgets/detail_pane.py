"""The detail of one license, in blocks that are repainted one by one."""

from collections.abc import Callable, Sequence
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.layout import Layout
from textual.widget import Widget

from lmo_tui.tui.render.bars import Hint, actions_line
from lmo_tui.tui.render.detail import Detail
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.sheet import HEAD_HEIGHT, MOST_COLUMNS, Sheet, block_widths, empty_sheet, sheet
from lmo_tui.tui.render.spans import NOTHING, Line, Span, fit
from lmo_tui.tui.widgets.blocks import BlocksLayout
from lmo_tui.tui.widgets.painted import Painted


class _Part(Painted):
    """One block of the pane: it asks for its lines whenever it is drawn in a new size."""

    def __init__(self, lines: Callable[[], Sequence[Line]]) -> None:
        super().__init__()
        self._ask = lines

    def fill(self) -> None:
        self.paint(self._ask())


class DetailPane(Widget, can_focus=True):
    """Shows a detail as wide as it is; scrolls when there is more than fits.

    Labels and values are widgets of their own because Textual sends a changed line from the left edge of its widget:
    that way a value that changed costs its own cells and no others.
    """

    BLANK = True
    """Nothing of the pane itself is seen: that spares every frame the drawing of what its blocks cover."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._detail: Detail | None = None
        self._actions: Line = NOTHING
        self._sentence = "No license is selected."
        self._sheet: Sheet | None = None
        self._sheet_width = 0
        self._top = 0
        self._blocks_layout = BlocksLayout(HEAD_HEIGHT, block_widths)
        self._head = _Part(self._head_lines)
        self._blocks = tuple(_Part(partial(self._block_lines, place)) for place in range(2 * MOST_COLUMNS))

    def compose(self) -> ComposeResult:
        """A head over the blocks of the widest layout."""
        yield self._head
        yield from self._blocks

    @property
    def layout(self) -> Layout:
        """Blocks side by side; a stylesheet has no word for that."""
        return self._blocks_layout

    def show(self, detail: Detail | None, actions: Sequence[Hint] = (), *, empty: str = "") -> None:
        """Show this license, with the keys that act on its answer; or, without one, the sentence `empty`."""
        if detail is None or self._detail is None or detail.license.id != self._detail.license.id:
            self._top = 0
        self._detail = detail
        self._actions = actions_line(actions)
        self._sentence = empty or self._sentence
        self._sheet = None
        self._repaint()

    @property
    def parts(self) -> tuple[Painted, ...]:
        """All that is to be seen of it, the head first."""
        return (self._head, *self._blocks)

    @property
    def at_top(self) -> bool:
        """Whether the detail is shown from its first line on."""
        return self._top == 0

    def head_with(self, actions: Sequence[Hint]) -> Sequence[Line]:
        """The head as it is when these keys act."""
        shown, self._actions, self._sheet = self._actions, actions_line(actions), None
        try:
            return self._head_lines()
        finally:
            self._actions, self._sheet = shown, None

    def move(self, rows: int) -> None:
        """Scroll by so many lines."""
        self._top += rows
        self._repaint()

    def page(self, pages: int) -> None:
        """Scroll by whole heights."""
        self.move(pages * max(self._room - 1, 1))

    @property
    def _room(self) -> int:
        return max(self.size.height - HEAD_HEIGHT, 0)

    def _repaint(self) -> None:
        if self.size.width:
            for part in (self._head, *self._blocks):
                part.fill()

    def _laid_out(self) -> Sheet:
        width = self.size.width
        if self._sheet is None or self._sheet_width != width:
            self._sheet = (
                sheet(self._detail, width, self._actions) if self._detail else empty_sheet(width, self._sentence)
            )
            self._sheet_width = width
        self._top = min(max(self._top, 0), max(self._sheet.height - self._room, 0))
        return self._sheet

    def _block_lines(self, place: int) -> Sequence[Line]:
        blocks = self._laid_out().blocks
        return blocks[place].lines[self._top : self._top + self._room] if place < len(blocks) else ()

    def _head_lines(self) -> Sequence[Line]:
        laid_out = self._laid_out()
        below = laid_out.height - self._room - self._top
        if below <= 0 and not self._top:
            return laid_out.head
        more = f" {'↑' if self._top else ' '}{'↓' if below > 0 else ' '} {max(below, 0):,} more lines "
        title = fit(laid_out.head[0], max(self.size.width - len(more), 0))
        return ((*title, Span(more, Role.DIM)), *laid_out.head[1:])

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        event.stop()
        self.move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        event.stop()
        self.move(-1)
