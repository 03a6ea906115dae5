"""A Textual app that shows one word: what any program made with Textual takes to start."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """One word."""

    def compose(self) -> ComposeResult:
        """The word."""
        yield Static("Hello")


if __name__ == "__main__":
    Bare().run()
