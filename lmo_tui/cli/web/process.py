"""One desk as a child process: keys in, frames out, and its end."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import lmo_tui
from lmo_tui.cli.arguments import DEMO, TOKEN_FILE_VARIABLE, URL_VARIABLE
from lmo_tui.cli.choice import Chosen
from lmo_tui.domain.redaction import redact
from lmo_tui.domain.text import clean
from lmo_tui.tui.terminal.abilities import LEAN

PATIENCE: Final = 12.0
"""Seconds that a desk has to end by itself: a write on its way has ten."""

FRAME: Final = b"D"
"""The kind of Textual's packets that holds what is drawn; others tell what the page need not know."""

READY: Final = b"__GANGLION__\n"
"""What a desk says before its first packet (Textual's web driver)."""

_NOT_FOR_IT: Final = (URL_VARIABLE, TOKEN_FILE_VARIABLE, "TMUX", "STY", "TEXTUAL_DRIVER", "TEXTUAL_COLOR_SYSTEM")
"""What tells of the org, which the options do, or of the terminal of whoever serves, which is another screen."""

_PAGE: Final = {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "TERM_PROGRAM": "",
    "LC_ALL": "C.UTF-8",  # Whatever a service manager starts us with: a page has every character.
    LEAN: "0",
}
"""What the page is to the desk."""


@dataclass(frozen=True, slots=True)
class DeskCommand:
    """How a desk is started: what it is told, and the access token, which it is handed unseen."""

    options: tuple[str, ...]
    token: str = ""

    @classmethod
    def of(cls, choice: Chosen, token: str, *, writable: bool) -> "DeskCommand":
        """The options for the chosen org. Whoever sees the list of processes sees them: no secret is among them."""
        options = ["--no-input"]
        if choice.profile is not None:
            options += ["--org", choice.profile.alias]
        elif choice.instance_url is not None:
            options += ["--instance-url", choice.instance_url]
        else:
            options += ["--org", DEMO]
        flags = {"--read-only": not writable, "--ascii": choice.ascii, "--new-session": choice.new_session}
        return cls((*options, *(name for name, wanted in flags.items() if wanted)), token)

    async def start(self, columns: int, lines: int) -> "DeskProcess":
        """Start one for a page of this size; raises OSError."""
        options, pipe = list(self.options), None
        if self.token:
            pipe, end = os.pipe()
            os.write(end, self.token.encode())  # A pipe holds more than the longest token.
            os.close(end)
            options += ["--access-token-file", f"/dev/fd/{pipe}"]
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "lmo_tui.cli.web.desk", *options),
                cwd=Path(lmo_tui.__file__).parents[1],  # So that the module is found in a bare checkout as well.
                env=_environment(os.environ, columns, lines),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                start_new_session=True,  # Ctrl-C is for us, and nothing of it may ask on our terminal.
                pass_fds=() if pipe is None else (pipe,),
            )
        finally:
            if pipe is not None:
                os.close(pipe)
        return DeskProcess(process)


class DeskProcess:
    """A desk that runs."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def show(self, draw: Callable[[bytes], Awaitable[None]]) -> None:
        """Hand every frame on until the desk ends; then what it said last, if there was something to say."""
        last_words = asyncio.create_task(_read(self._process.stderr).read())
        out = _read(self._process.stdout)
        with suppress(asyncio.IncompleteReadError):
            await out.readuntil(READY)
            while True:
                head = await out.readexactly(5)
                payload = await out.readexactly(int.from_bytes(head[1:], "big"))
                if head[:1] == FRAME:
                    await draw(payload)
        said = (await last_words).decode("utf-8", "replace").splitlines()
        for line in said[-3:]:
            await draw(f"{clean(redact(line), 300)}\r\n".encode())

    async def type(self, text: str) -> None:
        """Hand keys on."""
        await self._send(b"D", text.encode("utf-8", "replace"))

    async def tell(self, kind: str, **facts: int) -> None:
        """Tell of the page: its size, whether it has the focus."""
        await self._send(b"M", json.dumps({"type": kind, **facts}).encode())

    async def end(self) -> None:
        """Tell it that nobody is there any more, and wait; by force where it does not end."""
        if (stdin := self._process.stdin) is not None:
            stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), PATIENCE)
        except TimeoutError:
            with suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGKILL)
            await self._process.wait()

    async def _send(self, kind: bytes, payload: bytes) -> None:
        stdin = self._process.stdin
        if stdin is None or stdin.is_closing():
            return
        with suppress(ConnectionError):  # It has ended: `show` tells it.
            stdin.write(kind + len(payload).to_bytes(4, "big") + payload)
            await stdin.drain()


def _environment(ours: Mapping[str, str], columns: int, lines: int) -> dict[str, str]:
    size = {"COLUMNS": str(columns), "ROWS": str(lines)}
    return {name: value for name, value in ours.items() if name not in _NOT_FOR_IT} | _PAGE | size


def _read(stream: asyncio.StreamReader | None) -> asyncio.StreamReader:
    if stream is None:
        raise AssertionError("the child was started with pipes")
    return stream
