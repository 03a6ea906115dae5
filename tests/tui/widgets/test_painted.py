"""Only what differs is drawn again, and a theme recolors what is there."""

from typing import Any

import pytest
from rich.style import Style
from textual.geometry import Region

from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Span
from lmo_tui.tui.themes import ANSI, LMO_LIGHT, THEMES
from lmo_tui.tui.widgets.painted import Painted
from tests.payloads import MARKUP
from tests.tui.widgets.showcase import Showcase, colors_on, text_on


class Watched(Painted):
    """Remembers which regions it asked to be drawn again."""

    asked: tuple[Region, ...] = ()

    def refresh(self, *regions: Region, **options: Any) -> "Watched":  # noqa: ANN401 - Textual's own signature
        if regions:
            self.asked = regions
        return super().refresh(*regions, **options)


async def test_lines_are_shown_as_wide_as_the_widget() -> None:
    painted = Watched()
    async with Showcase(painted).run_test(size=(20, 5)) as pilot:
        painted.paint(((Span("one"),), (Span("a line that is too long", Role.DIM),)))
        await pilot.pause()
        assert text_on(painted)[:3] == ["one", "a line that is too …", ""]


async def test_only_the_cells_that_differ_are_drawn_again() -> None:
    painted = Watched()
    async with Showcase(painted).run_test(size=(20, 5)) as pilot:
        painted.paint(((Span("Status Active   "),), (Span("Seats 5"),)))
        await pilot.pause()
        painted.asked = ()
        painted.paint(((Span("Status Expired  "),), (Span("Seats 5"),)))
        assert list(painted.asked) == [Region(0, 0, 14, 1)]
        painted.asked = ()
        painted.paint(((Span("Status Expired  "),), (Span("Seats 5"),)))
        assert not painted.asked


async def test_a_line_that_comes_under_the_cursor_is_drawn_whole() -> None:
    painted = Watched()
    async with Showcase(painted).run_test(size=(20, 5)) as pilot:
        lines = ((Span("one"),), (Span("two"),))
        painted.paint(lines, {0: Role.CURSOR})
        await pilot.pause()
        painted.paint(lines, {1: Role.CURSOR})
        assert set(painted.asked) == {Region(0, 0, 20, 1), Region(0, 1, 20, 1)}


async def test_a_theme_recolors_what_is_there() -> None:
    painted = Painted()
    app = Showcase(painted)
    async with app.run_test(size=(20, 3)) as pilot:
        painted.paint(((Span("Active", Role.ACTIVE),),))
        await pilot.pause()
        before = colors_on(painted, 0)
        app.theme = LMO_LIGHT.name
        await pilot.pause()
        assert colors_on(painted, 0) != before
        assert text_on(painted)[0] == "Active"


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_every_role_looks_different_from_plain_text_or_is_bold(theme: str) -> None:
    painted = Painted()
    async with Showcase(painted, theme=theme).run_test(size=(20, 3)) as pilot:
        await pilot.pause()
        assert painted._palette is not None
        plain = painted._palette.style(Role.TEXT)
        same = {role for role in Role if role is not Role.TEXT and _look(painted._palette.style(role)) == _look(plain)}
        assert not same


def _look(style: Style) -> tuple[object, ...]:
    return style.color, style.bgcolor, style.bold, style.dim


async def test_sixteen_colors_stay_the_terminals_own() -> None:
    painted = Painted()
    async with Showcase(painted, theme=ANSI.name).run_test(size=(20, 3)) as pilot:
        painted.paint(((Span("Active", Role.ACTIVE), Span(" quiet", Role.DIM)),))
        await pilot.pause()
        (strip,) = painted.render_lines(Region(0, 0, 20, 1))
        styles = [style for _text, style, _control in strip if style]
        assert styles[0].color is not None
        assert styles[0].color.number == 2
        assert styles[1].dim


async def test_markup_is_text() -> None:
    painted = Painted()
    app = Showcase(painted)
    async with app.run_test(size=(80, len(MARKUP))) as pilot:
        painted.paint([(Span(payload.text),) for payload in MARKUP])
        await pilot.pause()
        assert text_on(painted) == [payload.text.rstrip() for payload in MARKUP]
        for place in range(len(MARKUP)):
            await pilot.click(Painted, offset=(3, place))
        assert app.clicks == 0
        assert app.is_running
