"""Waiting for a browser to come back: on a loopback port, or by the address that the user pastes."""

import os
import select
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Final
from urllib.parse import urlsplit

from lmo_tui.domain.errors import BadEntryError, LmoError, SignedOutError, UnreachableError
from lmo_tui.salesforce.login.web import PATH, WebLogin

PATIENCE: Final = 300.0
"""Seconds for a person to log in, with a second factor."""

LONGEST: Final = 8_192
"""Bytes of an address that is pasted."""

_LOCAL: Final = frozenset({"localhost", "127.0.0.1"})
_DONE: Final = b"<!DOCTYPE html><title>lmo-tui</title><p>lmo-tui is logged in: go back to the terminal.</p>"
_FAILED: Final = b"<!DOCTYPE html><title>lmo-tui</title><p>The login failed: the terminal says why.</p>"


class Callback:
    """Listens on this machine alone; with `pasted`, the file descriptor of a terminal, for pasted addresses too."""

    def __init__(
        self,
        login: WebLogin,
        port: int,
        *,
        pasted: int | None = None,
        listen: bool = True,
        tell: Callable[[LmoError], None] | None = None,
    ) -> None:
        self._login = login
        self._pasted = pasted
        self._tell = tell or (lambda _error: None)
        self._code: str | None = None
        self._failure: LmoError | None = None
        self._server = self._listening(port) if listen else None

    @property
    def listens(self) -> bool:
        """Whether a browser can come back to this machine; if not, only a pasted address helps."""
        return self._server is not None

    def code(self, patience: float = PATIENCE) -> str:
        """The code of the login; raises LmoError when it was declined, is another login's, or nobody came."""
        until = time.monotonic() + patience
        try:
            while self._code is None:
                if self._failure is not None:
                    raise self._failure
                self._hear(until - time.monotonic())
            return self._code
        finally:
            if self._server is not None:
                self._server.server_close()

    def _hear(self, seconds: float) -> None:
        watched = [each for each in (self._server, self._pasted) if each is not None]
        ready = select.select(watched, (), (), seconds)[0] if seconds > 0 and watched else []
        if not ready:
            raise SignedOutError("Nobody logged in.", "", "Try again, or paste the address: lmo-tui login --paste.")
        for each in ready:
            if each is self._server and self._server is not None:
                self._server.handle_request()
            elif self._pasted is not None:
                self._paste(os.read(self._pasted, LONGEST))

    def _paste(self, line: bytes) -> None:
        if not line:  # The terminal is gone; a browser may still come.
            self._pasted = None
        elif line.strip():
            try:
                self._code = self._login.code_in(line.decode("utf-8", "replace"))
            except BadEntryError as error:  # One may paste again: the login in the browser is still good.
                self._tell(error)

    def _listening(self, port: int) -> HTTPServer | None:
        callback = self

        class Handler(BaseHTTPRequestHandler):
            timeout = 5  # A connection that says nothing must not keep the browser's waiting.

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                if parts.path != PATH or urlsplit(f"//{self.headers.get('Host', '')}").hostname not in _LOCAL:
                    return self._answer(404, b"")
                return self._answer(200, _DONE if callback.take(self.path) else _FAILED)

            def _answer(self, status: int, page: bytes) -> None:
                self.send_response(status)
                for name, value in (
                    ("Content-Type", "text/html; charset=utf-8"),
                    ("Content-Length", str(len(page))),
                    ("Cache-Control", "no-store"),
                    ("Referrer-Policy", "no-referrer"),
                    ("Connection", "close"),
                ):
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, *_: object) -> None:
                """Stay silent: the address holds the code."""

        try:
            return HTTPServer(("127.0.0.1", port), Handler)
        except OSError as error:
            if self._pasted is not None:
                return None
            raise UnreachableError(
                f"Port {port} of this machine is in use.", f"{error.strerror}.", "Choose another --callback-port."
            ) from None

    def take(self, path: str) -> bool:
        """Take what a browser came back with; whether it is the code."""
        try:
            self._code = self._login.code_in(path)
        except BadEntryError:  # Not the browser that we wait for.
            return False
        except SignedOutError as error:
            if "another login" not in error.headline:
                self._failure = error
            return False
        except LmoError as error:
            self._failure = error
            return False
        return True
