"""Runs a command in a terminal of its own and sees that the desk comes up with licenses, and that q ends it."""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time
from collections.abc import Callable

import pyte

COLUMNS, LINES, PATIENCE = 120, 40, 120.0


def main(command: list[str]) -> int:
    """0 if a license came on the screen and the program then ended by itself with 0."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvp(command[0], command)  # noqa: S606 - the caller names the command it wants to see run
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.ByteStream(screen)
    shown = watch(terminal, stream, lambda: re.search(r"L-\d{5}", "\n".join(screen.display)) is not None)
    print("\n".join(line.rstrip() for line in screen.display))
    if not shown:
        print(f"no license on the screen within {PATIENCE:.0f} s", file=sys.stderr)
        os.kill(pid, 9)
        return 1
    os.write(terminal, b"q")
    watch(terminal, stream, lambda: False)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def watch(terminal: int, stream: pyte.ByteStream, seen: Callable[[], bool]) -> bool:
    """Feed the screen until `seen()` is true; False when the program ended or patience did."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if seen():
            return True
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        try:
            heard = os.read(terminal, 65536)
        except OSError:
            return False
        if not heard:
            return False
        # pyte prints private sequences that it does not know.
        stream.feed(re.sub(rb"\x1b\[[<=>?][0-9;:]*[a-gi-ln-z$]p?|\x1b\[[0-9;]*\$p", b"", heard))
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
