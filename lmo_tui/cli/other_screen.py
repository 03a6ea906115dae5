"""The terminal's second screen while it is ours: before Textual has it, and if it never gets it. Cheap to import."""

import os
import termios

ASK = "\x1b[?1049h"
"""Asks for the terminal's second screen; asked twice, some terminals wipe it."""

_ENTER = f"{ASK}\x1b[?25l\x1b[0m\x1b[H\x1b[2J".encode()
_LEAVE = b"\x1b[0m\x1b[?1049l\x1b[?25h"


class OtherScreen:
    """Shows a picture there, and keeps what is typed unseen and unchanged until somebody reads it."""

    def __init__(self, keys: int, screen: int) -> None:
        self._keys, self._screen = keys, screen
        self._before: list[int | list[bytes | int]] = []
        self.painted = False
        """Whether a picture is on it."""
        self.taken = False
        """Whether Textual has it, and will give it back by itself."""

    def show(self, picture: bytes) -> None:
        """Go there and paint; raises OSError or termios.error where there is no terminal."""
        self._before = termios.tcgetattr(self._keys)
        self.painted = True
        termios.tcsetattr(self._keys, termios.TCSANOW, _silent(self._before))
        self._write(_ENTER + picture)

    def give_back(self) -> None:
        """Let the terminal be as it was before; once is enough."""
        if not self.painted:
            return
        self.painted = False
        if not self.taken:
            self._write(_LEAVE)
        termios.tcsetattr(self._keys, termios.TCSANOW, self._before)

    def _write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._screen, data) :]


def _silent(attributes: list[int | list[bytes | int]]) -> list[int | list[bytes | int]]:
    """As Textual will set it."""
    silent = [*attributes]
    for place, bits in (
        (0, termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR),
        (3, termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG),
    ):
        flags = silent[place]
        if isinstance(flags, int):
            silent[place] = flags & ~bits
    return silent
