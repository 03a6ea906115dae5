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

_UNKNOWN_TO_PYTE: Final = re.compile(rb"\x1b\[[<=>?][0-9;:]*[a-gi-ln-z$]p?|\x1b\[[0-9;]*\$p|\x1b\[[0-9;]*t")


class _Screen(pyte.Screen):
    """Takes every character that has no width of its own; pyte loses the rest of the text behind one."""

    def draw(self, data: str) -> None:
        super().draw("".join(each for each in data if wcwidth(each) > 0 or unicodedata.combining(each)))


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
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def lines(self) -> list[str]:
        """The same, as lines."""
        return self.text.splitlines()

    @property
    def attributes(self) -> list[object]:
        """How the line is set: echo, line mode, signals."""
        return [*termios.tcgetattr(self._file)]

    def click(self, text: str) -> Self:
        """Press and release the mouse on the first place where this text is on the screen."""
        for y, line in enumerate(self.lines):
            if (place := line.find(text)) >= 0:
                x = sum(map(wcwidth, line[:place]))
                return self.type(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m")
        raise AssertionError(f"not on the screen: {text!r}\n{self.text}")

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
        try:
            heard = os.read(self._file, 65_536)
        except OSError:  # Linux says EIO when the other side of a pseudo-terminal is gone.
            heard = b""
        if not heard:
            self.exit_code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            return False
        self.heard += heard
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", heard))
        return True
