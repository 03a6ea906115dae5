"""A pseudo-terminal with a program in it: type, and wait for what must come on the screen."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pyte
from wcwidth import wcwidth

PATIENCE: Final = 25.0
"""Seconds that anything may take before a test gives up: generous, since CI shares two cores."""

KEYS: Final = {
    "enter": "\r",
    "esc": "\x1b",
    "tab": "\t",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "pgup": "\x1b[5~",
    "pgdn": "\x1b[6~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "backspace": "\x7f",
    "ctrl+c": "\x03",
    "ctrl+p": "\x10",
    "space": " ",
}

_PASSED_OVER: Final = re.compile(rb"\x1b\[(?!\?7[hl])(?:[0-9;:]*m|[<=>?][0-9;:]*[a-gi-ln-z$]p?|[0-9;]*\$p|[0-9;]*t)")
"""What pyte does not know, and colors, which nobody looks at here; not whether lines wrap, which Textual forbids."""

_UNFINISHED: Final = re.compile(rb"\x1b(?:\[[0-9;:<=>?$]*)?\Z")


class _Cells(dict[str, pyte.screens.Char]):
    """A cell for each character, made once."""

    def __missing__(self, character: str) -> pyte.screens.Char:
        self[character] = pyte.screens.Char(character)
        return self[character]


class _Screen(pyte.Screen):
    """A screen without colors, ten times as fast, which keeps the text behind a character that has no width."""

    def __init__(self, columns: int, lines: int) -> None:
        self._cells = _Cells()
        self._seen: dict[int, str] = {}
        super().__init__(columns, lines)

    def draw(self, data: str) -> None:
        text = data if data.isascii() else "".join(filter(_is_seen, data))
        x, y = self.cursor.x, self.cursor.y
        if text.isascii() and x + len(text) <= self.columns:
            self.buffer[y].update(zip(range(x, x + len(text)), map(self._cells.__getitem__, text), strict=True))
            self.cursor.x = x + len(text)
            self.dirty.add(y)
        else:
            super().draw(text)

    @property
    def text(self) -> list[str]:
        """Every line, without trailing blanks."""
        for y in self.dirty & set(range(self.lines)):
            line = self.buffer[y]
            self._seen[y] = "".join(line[x].data for x in range(self.columns)).rstrip()
        self.dirty.clear()
        return [self._seen.get(y, "") for y in range(self.lines)]


def _is_seen(character: str) -> bool:
    return wcwidth(character) > 0 or unicodedata.combining(character) > 0


class Terminal:
    """One program in one terminal; everything it ever wrote is kept in `heard`."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        lines: int = 40,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.heard = bytearray()
        self.exit_code: int | None = None
        self._unfed = b""
        self._screen = _Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self.pid, self._file = pty.fork()
        if self.pid == 0:  # pragma: no cover - the child becomes the program
            if folder is not None:
                os.chdir(folder)
            os.execvpe(command[0], list(command), dict(os.environ if environment is None else environment))
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.attributes_before = self.attributes

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _where: TracebackType | None
    ) -> None:
        if self.exit_code is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._file)

    @property
    def text(self) -> str:
        """The screen as a person sees it, line by line, without trailing blanks."""
        return "\n".join(self._screen.text)

    @property
    def lines(self) -> list[str]:
        """The same, as lines."""
        return self._screen.text

    @property
    def caret(self) -> tuple[int, int]:
        """Column and line of the terminal's own cursor, from 0."""
        return self._screen.cursor.x, self._screen.cursor.y

    @property
    def attributes(self) -> list[object]:
        """How the line is set: echo, line mode, signals."""
        return [*termios.tcgetattr(self._file)]

    def click(self, text: str, *, behind: int = 0) -> Self:
        """Press and release the mouse on the first place where this text is on the screen, or cells behind it."""
        for y, line in enumerate(self.lines):
            if (place := line.find(text)) >= 0:
                x = sum(map(wcwidth, line[:place])) + behind
                return self.type(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m")
        raise AssertionError(f"not on the screen: {text!r}\n{self.text}")

    def scribble(self, text: str) -> Self:
        """Write on the screen behind the program's back, as `wall` does."""
        self._stream.feed(f"\x1b7\x1b[5;5H{text}\x1b8".encode())
        return self

    def type(self, *keys: str) -> Self:
        """Press keys: a name of `KEYS`, or text typed in one write, as a fast person or a paste over SSH does."""
        for key in keys:
            os.write(self._file, KEYS.get(key, key).encode())
        return self

    def expect(self, pattern: str) -> Self:
        """Wait until the pattern is on the screen."""
        if not self.watch(lambda: re.search(pattern, self.text, re.MULTILINE) is not None):
            raise AssertionError(f"never on the screen: {pattern!r}\n{self.text}")
        return self

    def expect_gone(self, pattern: str) -> Self:
        """Wait until the pattern is not on the screen."""
        if not self.watch(lambda: re.search(pattern, self.text, re.MULTILINE) is None):
            raise AssertionError(f"still on the screen: {pattern!r}\n{self.text}")
        return self

    def resize(self, columns: int, lines: int) -> Self:
        """Give the window another size."""
        self._screen.resize(lines, columns)
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        return self

    def hang_up(self) -> int:
        """Close the window; the exit code of the program, which must end by itself."""
        os.close(self._file)
        self._file = os.open(os.devnull, os.O_RDWR)
        self.exit_code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.exit_code

    def expect_end(self) -> int:
        """Wait until the program has ended by itself; its exit code."""
        self.watch(lambda: False)
        if self.exit_code is None:
            raise AssertionError(f"did not end\n{self.text}")
        return self.exit_code

    def watch(self, seen: Callable[[], bool], patience: float = PATIENCE) -> bool:
        """Read what the program writes until `seen()`; False when it ended, or patience did, before."""
        deadline = time.monotonic() + patience
        while not seen():
            if time.monotonic() > deadline or not self._read():
                return seen()
        return True

    def _read(self) -> bool:
        """Feed the screen with what has come; False when the program has ended."""
        if self.exit_code is not None:
            return False
        if not select.select([self._file], [], [], 0.1)[0]:
            return True
        heard = self._heard()
        if not heard:
            self.exit_code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            return False
        while select.select([self._file], [], [], 0)[0] and (more := self._heard()):
            heard += more  # Looking at the screen costs more than waiting for what is on its way already.
        self.heard += heard
        fed = self._unfed + heard
        cut = unfinished.start() if (unfinished := _UNFINISHED.search(fed)) else len(fed)
        self._stream.feed(_PASSED_OVER.sub(b"", fed[:cut]))
        self._unfed = fed[cut:]
        return True

    def _heard(self) -> bytes:
        try:
            return os.read(self._file, 65_536)
        except OSError:  # Linux says EIO when the other side of a pseudo-terminal is gone.
            return b""
