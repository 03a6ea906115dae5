"""The demo LMO as a child process that never outlives this one."""

import json
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

import lmo_tui
from lmo_tui.domain.errors import UnreachableError
from lmo_tui.domain.redaction import keep_secret, redact
from lmo_tui.domain.text import clean

PATIENCE: Final = 2.0
"""Seconds that the child has to end by itself before it is killed."""


class DemoChild:
    """Starts the demo server when its address is first asked for; `stop` ends it.

    It serves until its stdin closes, and only this process holds the other end: even if we are killed, it goes.
    """

    def __init__(self, arguments: Sequence[str], progress: Callable[[str], None] | None = None) -> None:
        self._command = [sys.executable, "-m", "lmo_tui.demo.serve", "--port", "0", *arguments]
        self._progress = progress or (lambda _line: None)
        self._lock = threading.Lock()
        self._reading = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._address: tuple[str, str] | None = None
        self._stopped = False
        self._last_words: deque[str] = deque(maxlen=3)

    @property
    def pid(self) -> int | None:
        """The process id of the server while there is one."""
        return self._process.pid if self._process else None

    def address(self) -> tuple[str, str]:
        """URL and access token of the running server. Blocks until it is ready; raises UnreachableError."""
        process = self._running()
        with self._reading:  # It says its address once: a second thread would wait for it for ever.
            if self._address is None:
                self._address = self._ready(process)
            return self._address

    def stop(self) -> None:
        """End the server, by force where asking does not help."""
        with self._lock:
            self._stopped = True
            process, self._process, self._address = self._process, None, None
        if process is not None:
            _end(process)

    def _running(self) -> subprocess.Popen[str]:
        with self._lock:
            if self._stopped:
                raise UnreachableError("The demo LMO has been stopped.")
            if self._process is None or self._process.poll() is not None:
                self._address = None
                if self._process is not None:
                    _end(self._process)
                self._process = self._started()
            return self._process

    def _started(self) -> subprocess.Popen[str]:
        try:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
                self._command,
                cwd=Path(lmo_tui.__file__).parents[1],  # So that the module is found in a bare checkout as well.
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,  # Ctrl-C is for us; the server goes when we go.
            )
        except OSError as failure:
            raise UnreachableError("The demo LMO could not be started.", failure.strerror or "") from None
        threading.Thread(target=self._listen, args=(_pipe(process.stderr),), daemon=True).start()
        return process

    def _listen(self, stderr: IO[str]) -> None:
        with stderr:
            for line in stderr:
                if said := clean(redact(line.strip()), 200):
                    self._last_words.append(said)
                    self._progress(said)

    def _ready(self, process: subprocess.Popen[str]) -> tuple[str, str]:
        line = _pipe(process.stdout).readline()
        try:
            said = json.loads(line)
            url, token = str(said["instance_url"]), str(said["access_token"])
        except (ValueError, KeyError, TypeError):
            process.poll()
            detail = self._last_words[-1] if self._last_words else ""
            raise UnreachableError(
                "The demo LMO did not start.",
                detail,
                "Try `lmo-tui demo --fresh`, or `lmo-tui demo serve` to see more.",
            ) from None
        keep_secret(token)
        return url, token


def _end(process: subprocess.Popen[str]) -> None:
    with suppress(OSError):
        _pipe(process.stdin).close()
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _pipe(process.stdout).close()


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise AssertionError("the child was started with pipes")
    return stream
