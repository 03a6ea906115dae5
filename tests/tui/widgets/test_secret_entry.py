from typing import Final

from textual.app import App, ComposeResult

from lmo_tui.tui.widgets.secret_entry import SecretEntry
from tests.credentials.traces import spellings

TYPED: Final = "open sesame"


class Asking(App[None]):
    """Asks for a passphrase."""

    def compose(self) -> ComposeResult:
        yield SecretEntry("Passphrase")


async def test_what_is_typed_is_seen_by_nobody_and_cannot_be_copied_or_cut() -> None:
    app = Asking()
    async with app.run_test(size=(60, 8)) as pilot:
        entry = app.query_one(SecretEntry)
        entry.focus()
        await pilot.press(*("space" if each == " " else each for each in TYPED))
        entry.select_all()
        for key in ("ctrl+c", "super+c", "ctrl+x", "shift+delete"):
            await pilot.press(key)
            assert (entry.value, app.clipboard) == (TYPED, ""), key
        entry.action_copy()
        entry.action_cut()

        assert app.clipboard == ""
        picture = app.export_screenshot().encode()
        assert "•".encode() in picture
        assert [each for each in spellings(TYPED) if each in picture] == []
        assert TYPED not in repr(entry)


async def test_it_is_taken_once_and_goes_with_the_line() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        entry = app.query_one(SecretEntry)
        entry.value = TYPED
        assert (entry.take(), entry.value) == (TYPED, "")
        entry.value = TYPED
        await entry.remove()
        await pilot.pause()
        assert entry.value == ""
        assert entry.suggester is None
