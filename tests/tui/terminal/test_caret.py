"""The terminal's own cursor stands where the keys act."""

from lmo_tui.tui.terminal.caret import as_before, shown
from tests.robots.desk import Desk, at_the_desk


def here(desk: Desk) -> str:
    """The line that a screen reader would read, from the cursor on."""
    x, y = desk.app.cursor_position
    return desk.lines[y][x:]


async def test_it_is_on_the_row_the_choice_the_letter_and_the_cell() -> None:
    async with at_the_desk() as desk:
        await desk.press("j", "j")
        desk.app._display(desk.app.screen, None)
        assert here(desk).startswith("▌L-00038 ")
        await desk.press("s", "down")
        desk.app._display(desk.app.screen, None)
        assert here(desk).startswith("▌")
        await desk.press("q").press("/").type("acme")
        desk.app._display(desk.app.screen, None)
        assert desk.lines[desk.app.cursor_position.y][: desk.app.cursor_position.x].endswith("acme")
        await desk.press("enter", "J")
        desk.app._display(desk.app.screen, None)
        assert desk.app.cursor_position.y < len(desk.lines)


def test_its_shape_is_asked_for_where_that_is_no_risk() -> None:
    assert shown({"TERM": "xterm"}).endswith(" q")
    assert as_before({"TERM": "xterm"})
    assert shown({"TERM": "linux"}) == "\x1b[?25h"
    assert as_before({"TERM": "linux"}) == ""
