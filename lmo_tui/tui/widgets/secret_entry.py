"""The line in which a passphrase, a password or a token is typed."""

from textual.events import Unmount
from textual.widgets import Input


class SecretEntry(Input):
    """Shows dots; what is typed cannot be copied out of it, is never suggested, and goes with the line.

    Textual's own password line gives what is selected in it to the clipboard of the terminal, which is often on another
    machine. Pasting works: that is how a secret comes out of a password manager.
    """

    def __init__(self, placeholder: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(placeholder=placeholder, password=True, select_on_focus=False, id=id, classes=classes)

    def action_copy(self) -> None:
        """Nothing: the clipboard of a terminal is no place for a secret."""

    def action_cut(self) -> None:
        """Nothing, and what is typed stays."""

    def take(self) -> str:
        """What was typed; from now on it is not here any more."""
        typed = self.value
        self.clear()
        return typed

    def on_unmount(self, _: Unmount) -> None:
        """Leave nothing behind in a widget that others may still hold on to."""
        with self.prevent(Input.Changed):
            self.clear()
