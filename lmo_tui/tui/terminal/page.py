"""Textual's driver for a page in a browser, which may be closed while a write is on its way."""

import signal
from typing import Any

from textual.drivers.web_driver import WebDriver


class PageDriver(WebDriver):
    """Lets the program end in good order when its page is gone."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - Textual's own, handed on
        super().__init__(*arguments, **options)
        self._send, self._gone = self._write, False
        self._write = self._send_while_there  # type: ignore[assignment] # Textual's is a partial of os.write

    def run_input_thread(self) -> None:
        """Read keys; when no more can come, that is a hang-up."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.call_later(signal.raise_signal, signal.SIGHUP)

    def _send_while_there(self, data: bytes) -> int:
        if not self._gone:
            try:
                return self._send(data)
            except OSError:  # What the desk still has to do, it does unseen.
                self._gone = True
        return len(data)
