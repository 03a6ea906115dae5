"""A box to type one line in."""

from textual.widgets import Input


class Entry(Input):
    """An input that does not blink, does not scroll the rest away, and parses nothing as markup."""

    ALLOW_MAXIMIZE = False

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None, longest: int = 0) -> None:
        super().__init__(value, placeholder=placeholder, id=id, max_length=longest, compact=True, select_on_focus=False)
        self.cursor_blink = False
