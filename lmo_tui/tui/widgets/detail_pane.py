"""The detail of one license, in blocks that are repainted one by one."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from lmo_tui.tui.render.bars import Hint, actions_line
from lmo_tui.tui.render.detail import Detail
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.sheet import HEAD_HEIGHT, MOST_COLUMNS, Sheet, block_widths, empty_sheet, sheet
from lmo_tui.tui.render.spans import Line, Span, fit
from lmo_tui.tui.widgets.painted import Painted


class DetailPane(Widget, can_focus=True):
    """Shows a detail as wide as it is; scrolls when there is more than fits.

    Labels and values are widgets of their own because Textual sends a changed line from the left edge of its widget:
    that way a value that changed costs its own cells and no others.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._detail: Detail | None = None
        self._actions: Line = ()
        self._sentence = "No license is selected."
        self._sheet: Sheet | None = None
        self._top = 0

    def compose(self) -> ComposeResult:
        """A head over the blocks of the widest layout."""
        yield Painted(classes="detail-head")
        with Horizontal(classes="detail-body"):
            for _ in range(2 * MOST_COLUMNS):
                yield Painted(classes="detail-block")

    def show(self, detail: Detail | None, actions: Sequence[Hint] = (), *, empty: str = "") -> None:
        """Show this license, with the keys that act on its answer; or, without one, the sentence `empty`."""
        if detail is None or self._detail is None or detail.license.id != self._detail.license.id:
            self._top = 0
        self._detail = detail
        self._actions = actions_line(actions)
        self._sentence = empty or self._sentence
        self._lay_out()

    def move(self, rows: int) -> None:
        """Scroll by so many lines."""
        self._top += rows
        self._paint()

    def page(self, pages: int) -> None:
        """Scroll by whole heights."""
        self.move(pages * max(self._room - 1, 1))

    @property
    def _room(self) -> int:
        return max(self.size.height - HEAD_HEIGHT, 0)

    def _lay_out(self) -> None:
        width = self.size.width
        if width < 4:
            return
        self._sheet = sheet(self._detail, width, self._actions) if self._detail else empty_sheet(width, self._sentence)
        self._paint()

    def _paint(self) -> None:
        if self._sheet is None:
            return
        hidden = max(self._sheet.height - self._room, 0)
        self._top = min(max(self._top, 0), hidden)
        self.query_one(".detail-head", Painted).paint(self._head(hidden - self._top))
        for painted, block in zip(self.query(".detail-block").results(Painted), self._sheet.blocks, strict=False):
            painted.paint(block.lines[self._top : self._top + self._room])

    def _head(self, below: int) -> tuple[Line, ...]:
        lines = self._sheet.head if self._sheet else ()
        if not lines or not (below or self._top):
            return lines
        more = f" {'↑' if self._top else ' '}{'↓' if below else ' '} {below:,} more lines " if below else " ↑ the end "
        title = fit(lines[0], self.size.width - len(more))
        return (*((*title, Span(more, Role.DIM)),), *lines[1:])

    def on_resize(self, event: events.Resize) -> None:
        """Give the blocks the widths of the layout that fits now."""
        widths = block_widths(event.size.width)
        for place, painted in enumerate(self.query(".detail-block").results(Painted)):
            painted.display = place < len(widths)
            if place < len(widths):
                painted.styles.width = widths[place]
        self._lay_out()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        event.stop()
        self.move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        event.stop()
        self.move(-1)
