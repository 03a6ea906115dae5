"""Which columns the list shows, in which order, and how wide; the list behind follows at once."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from lmo_tui.domain.columns import NARROWEST, WIDEST, ColumnChoice, ColumnName, Columns
from lmo_tui.tui.dialogs.dialog import ListDialog
from lmo_tui.tui.dialogs.pick_list import Choice, PickList
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.column_specs import SPECS
from lmo_tui.tui.render.columns import layout
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, fit_text

_HELP = "Space shows or hides, J K move, < > set the width, = leaves it to the room there is, d is as it came."


class ColumnsDialog(ListDialog[Columns]):
    """Answers the columns, none where they are left to the width; while it is open it previews them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "flip", show=False),
        Binding("J,shift+down", "shift(1)", show=False),
        Binding("K,shift+up", "shift(-1)", show=False),
        Binding("less_than_sign", "widen(-1)", show=False),
        Binding("greater_than_sign", "widen(1)", show=False),
        Binding("equals_sign", "unfix", show=False),
        Binding("d", "reset", show=False),
    ]

    def __init__(self, columns: Columns, width: int, preview: Callable[[Columns], None]) -> None:
        super().__init__()
        self._before = self._columns = columns
        self._width = width
        self._preview = preview
        self._order = self._ordered()

    def title_line(self) -> Line:
        """What is chosen."""
        return sentence("Columns", Role.STRONG)

    def body(self) -> Iterable[Widget]:
        """Those that are shown, in their order, then the others."""
        yield PickList(self._choices(), self._order[0])
        yield Prose(sentence(_HELP, Role.DIM), id="note")

    def hints(self) -> Sequence[Hint]:
        """Keep, out."""
        return (Hint("pick", "Enter", "keep"), Hint("toggle", "Space", "show, hide"), Hint("cancel", "q", "undo"))

    def dismiss(self, result: Columns | None = None) -> None:  # type: ignore[override] # nobody awaits its end
        """Answer; without an answer the list is as it was."""
        if result is None:
            self._preview(self._before)
        super().dismiss(result)

    def action_flip(self) -> None:
        """Show the column, or hide it; the last one stays."""
        shown, name = self._shown(), self._here
        if any(each.name is name for each in shown):
            shown = tuple(each for each in shown if each.name is not name) or shown
        else:
            shown = (*shown, ColumnChoice(name))
        self._show(tuple(sorted(shown, key=lambda each: self._order.index(each.name))))

    def action_shift(self, places: int) -> None:
        """Move the column to the left or to the right."""
        place = self._order.index(self._here)
        target = place + places
        if 0 <= target < len(self._order):
            self._order[place], self._order[target] = self._order[target], self._order[place]
            self._show(tuple(sorted(self._shown(), key=lambda each: self._order.index(each.name))))

    def action_widen(self, cells: int) -> None:
        """Fix the width of the column, a cell more or less than it has."""
        has = {placed.name: placed.width for placed in layout(self._width, self._columns)}
        name = self._here
        width = min(max(has.get(name, SPECS[name].least) + cells, NARROWEST), WIDEST)
        self._show(tuple(each._replace(width=width) if each.name is name else each for each in self._shown()))

    def action_unfix(self) -> None:
        """Leave the width of the column to the room there is."""
        self._show(tuple(ColumnChoice(each.name) if each.name is self._here else each for each in self._shown()))

    def action_reset(self) -> None:
        """Leave the columns to the width of the list."""
        name = self._here
        self._columns = ()
        self._order = self._ordered()
        self._follow(name)

    def action_pick(self) -> None:
        """Keep what is seen."""
        self.dismiss(self._columns)

    @on(PickList.Picked)
    def click(self) -> None:
        """A click on a line shows or hides its column."""
        self.action_flip()

    @property
    def _here(self) -> ColumnName:
        chosen = self.query_one(PickList).chosen
        return ColumnName(chosen.value) if chosen else self._order[0]

    def _shown(self) -> Columns:
        """The columns that are on, also where they were left to the width."""
        return self._columns or tuple(ColumnChoice(placed.name) for placed in layout(self._width))

    def _ordered(self) -> list[ColumnName]:
        shown = [each.name for each in self._shown()]
        return [*shown, *(name for name in ColumnName if name not in shown)]

    def _show(self, columns: Columns) -> None:
        self._columns = columns
        self._follow(self._here)

    def _follow(self, name: ColumnName) -> None:
        self._preview(self._columns)
        self.query_one(PickList).offer(self._choices(), name, still=True)

    def _choices(self) -> Sequence[Choice]:
        shown = {each.name: each for each in self._shown()}
        has = {placed.name: placed.width for placed in layout(self._width, self._columns)}
        return [self._choice(name, shown.get(name), has.get(name)) for name in self._order]

    def _choice(self, name: ColumnName, choice: ColumnChoice | None, width: int | None) -> Choice:
        if choice is None:
            state = ""
        elif width is None:
            state = "no room for it here"
        else:
            state = f"{width} wide{'' if choice.width is None else ', fixed'}"
        mark = Span(f" {' ' if choice is None else '✓'} ", Role.KEY)
        role = Role.DIM if choice is None else Role.TEXT
        return Choice(name, (mark, Span(f"{fit_text(SPECS[name].title, 16)} ", role), Span(state, Role.DIM)))
