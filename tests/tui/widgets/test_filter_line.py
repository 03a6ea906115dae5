"""The line in which a filter is typed."""

from typing import TYPE_CHECKING

import pytest

from lmo_tui.tui.widgets.filter_line import FilterLine
from tests.tui.widgets.showcase import Showcase, screen_text

if TYPE_CHECKING:
    from textual.message import Message


def told(seen: list["Message"]) -> list[str]:
    """What the line told, in order, each once."""
    found: list[str] = []
    for message in seen:
        match message:
            case FilterLine.Edited():
                found.append(f"edited {message.text}")
            case FilterLine.Kept():
                found.append(f"kept {message.text}")
            case FilterLine.Cleared():
                found.append("cleared")
    return [each for place, each in enumerate(found) if place == 0 or found[place - 1] != each]


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
async def test_leaving_clears(key: str) -> None:
    seen: list[Message] = []
    line = FilterLine()
    async with Showcase(line).run_test(size=(40, 3), message_hook=seen.append) as pilot:
        line.begin("globex")
        line.focus()
        await pilot.press(key)
        assert told(seen) == ["cleared"]
        assert line.value == ""


async def test_backspace_leaves_an_empty_line_and_only_that() -> None:
    seen: list[Message] = []
    line = FilterLine()
    async with Showcase(line).run_test(size=(40, 3), message_hook=seen.append) as pilot:
        line.begin("g")
        line.focus()
        await pilot.press("backspace", "backspace")
        assert told(seen) == ["edited ", "cleared"]


async def test_an_empty_filter_is_none() -> None:
    seen: list[Message] = []
    line = FilterLine()
    async with Showcase(line).run_test(size=(40, 3), message_hook=seen.append) as pilot:
        line.focus()
        await pilot.press("enter")
        assert told(seen) == ["cleared"]


async def test_a_filter_is_taken_up_where_it_was_left() -> None:
    line = FilterLine()
    async with Showcase(line).run_test(size=(40, 3)) as pilot:
        line.begin("glob")
        line.focus()
        await pilot.press("e", "x")
        assert line.value == "globex"
        assert not line.cursor_blink


async def test_markup_in_a_filter_is_text() -> None:
    line = FilterLine()
    app = Showcase(line)
    async with app.run_test(size=(60, 3)) as pilot:
        line.begin("[@click=app.quit]x[/] [/oops]")
        await pilot.pause()
        assert "[@click=app.quit]x[/] [/oops]" in screen_text(app)
