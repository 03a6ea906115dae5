"""A small app that shows some of our widgets, with our themes and sheets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.color import Color
from textual.geometry import Region
from textual.widget import Widget

from lmo_tui.domain.filters import View
from lmo_tui.domain.ids import same_id
from lmo_tui.domain.licenses import License
from lmo_tui.tui.stylesheets import BASE
from lmo_tui.tui.themes import LMO, THEMES, variables_for


class Showcase(App[None]):
    """Shows the widgets it is given, one above the other."""

    CSS_PATH: ClassVar = list(BASE)
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *shown: Widget, theme: str = LMO.name) -> None:
        super().__init__()
        self.shown = shown
        self.clicks = 0
        for each in THEMES:
            self.register_theme(each)
        self.theme = theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variables_for(self.current_theme)

    def compose(self) -> ComposeResult:
        yield from self.shown

    def action_quit_by_name(self) -> None:
        self.clicks += 1


@dataclass
class InMemory:
    """A view over a list; counts what is read of it."""

    licenses: Sequence[License]
    view: View = field(default_factory=View)
    settled: bool = True
    read: int = 0

    @property
    def count(self) -> int | None:
        return len(self.licenses) if self.settled else None

    def rows(self, start: int, size: int) -> Sequence[License]:
        found = self.licenses[start : start + size]
        self.read += len(found)
        return found

    def position(self, license_id: str) -> int | None:
        return next((place for place, row in enumerate(self.licenses) if same_id(row.id, license_id)), None)


def text_on(widget: Widget) -> list[str]:
    """What a widget shows, line by line."""
    size = widget.size
    return [strip.text.rstrip() for strip in widget.render_lines(Region(0, 0, size.width, size.height))]


def screen_text(app: App[None]) -> str:
    """Everything that is on the screen."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


def colors_on(widget: Widget, y: int) -> set[Color]:
    """The text colors of one line."""
    (strip,) = widget.render_lines(Region(0, y, widget.size.width, 1))
    return {Color.from_rich_color(style.color) for _text, style, _control in strip if style and style.color}


def cells_of(regions: Iterable[Region]) -> int:
    """How many cells some regions cover."""
    return sum(region.area for region in regions)
