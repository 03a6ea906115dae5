"""How soon the desk is there, beside a bare Textual app: `python -m bench.start [runs] [licenses]`.

Both are started in turns in a pseudo-terminal. Figures are medians in ms after exec: the first license (or the bare
app's text) on the screen, and the answer to a key that was typed as soon as that was seen. The demo LMO is made first,
which takes minutes for many licenses; the home is a folder of its own, and goes in the end.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.e2e.program import PROGRAM
from tests.e2e.terminal import Terminal

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("bare app", id="text")
    def key_slash(self):
        self.query_one("#text").update("answered")

Bare().run()
"""

ENVIRONMENT = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


Figures = tuple[float, float]
"""Milliseconds to the first sight and to the answer to a key."""


def start(command: tuple[str, ...], environment: dict[str, str], shown: str, answer: str, rest: str = "") -> Figures:
    """Start a program and press a key; leave in good order when the text of a desk at rest is there, else kill it."""
    begun = time.perf_counter()
    with Terminal(command, environment=environment) as terminal:
        if not terminal.watch(lambda: shown in terminal.text):
            raise SystemExit(f"never on the screen: {shown}")
        first = time.perf_counter() - begun
        terminal.type("/")
        if not terminal.watch(lambda: answer in terminal.text):
            raise SystemExit(f"no answer: {answer}")
        answered = time.perf_counter() - begun
        if rest:
            terminal.type("backspace").expect(rest).type("q").expect_end()
    return first * 1_000, answered * 1_000


def main(runs: int, licenses: int) -> None:
    """Print the medians."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, **ENVIRONMENT, "LMO_TUI_HOME": str(Path(home) / "lmo-tui")}
        desk = (*PROGRAM, "demo", "--licenses", str(licenses))
        with Terminal(desk, environment=environment) as terminal:
            if not terminal.watch(lambda: f"{licenses:,} licenses · synced" in terminal.text, 3_600):
                raise SystemExit(terminal.text)
            terminal.type("q").expect_end()
        ours, bare = [], []
        for _ in range(runs):
            ours.append(start(desk, environment, " L-", "name, customer", " api "))
            bare.append(start((sys.executable, "-c", BARE), environment, "bare app", "answered"))
    first, answered = map(statistics.median, zip(*ours, strict=True))
    bare_first, bare_answered = map(statistics.median, zip(*bare, strict=True))
    print(f"{licenses:,} licenses, medians of {runs} interleaved runs, ms after exec")
    print(f"  bare Textual app: first paint {bare_first:.0f}, answer to a key {bare_answered:.0f}")
    print(f"  the desk: first licenses {first:.0f} ({first / bare_first:.2f} x),", end=" ")
    print(f"answer to a key {answered:.0f} ({answered / bare_first:.2f} x the bare app's first paint)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11, int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
