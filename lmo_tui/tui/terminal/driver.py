"""Textual's driver, for a terminal that may go away while a write is on its way."""

import signal
from typing import IO, Any, cast

from textual.drivers.linux_driver import LinuxDriver


class Lasting:
    """A file that swallows what is written once nobody is there any more."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._gone = False

    def write(self, text: str) -> None:
        """Write while there is somebody."""
        self._while_there(lambda: self._file.write(text))

    def flush(self) -> None:
        """Send it while there is somebody."""
        self._while_there(self._file.flush)

    def fileno(self) -> int:
        """The file's own."""
        return self._file.fileno()

    def _while_there(self, act: Any) -> None:  # noqa: ANN401 - a call of which nobody wants the result
        if self._gone:
            return
        try:
            act()
        except OSError:  # The thread that writes must live on: else the whole program waits for room in its queue.
            self._gone = True


class LastingDriver(LinuxDriver):
    """Lets the program end in good order when its window is closed or its connection is cut."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - Textual's own, handed on
        super().__init__(*arguments, **options)
        if self._file is not None:
            self._file = cast("Any", Lasting(self._file))

    def run_input_thread(self) -> None:
        """Read keys; a terminal that is gone is a hang-up, not a crash."""
        try:
            super().run_input_thread()
        except OSError:
            # The system says it too, unless somebody has told it not to.
            self._app.call_later(signal.raise_signal, signal.SIGHUP)

    def _sigcont_application(self, *arguments: object) -> None:
        """Go on. Who was stopped without having been asked still has its threads: two that read keys never end."""
        if self._auto_restart and not self._must_signal_resume and self._writer_thread is not None:
            self.suspend_application_mode()
            self._must_signal_resume = True
        super()._sigcont_application(*arguments)
