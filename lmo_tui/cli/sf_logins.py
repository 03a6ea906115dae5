"""What the sf CLI is logged in to, asked for while the person still reads a question."""

import threading
from typing import TYPE_CHECKING, Final

from lmo_tui.cli.narration import narrate
from lmo_tui.domain.errors import LmoError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lmo_tui.salesforce.login.sf_cli import SfOrg

PATIENCE: Final = 20.0
"""Seconds that the sf CLI has to list its logins; it takes one or two."""


class SfLogins:
    """Begins to ask at once, and never waits for longer than `PATIENCE`."""

    def __init__(self) -> None:
        self._found: Sequence[SfOrg] = ()
        self._error: LmoError | None = None
        self._thread = threading.Thread(target=self._look, name="lmo-sf", daemon=True)
        self._thread.start()

    def __call__(self) -> "Sequence[SfOrg]":
        """All of them; raises LmoError where there is no sf CLI, or none that answers in time."""
        if self._thread.is_alive():
            narrate("Asking the sf CLI…")
        self._thread.join()  # It ends in time: the CLI is given up then.
        if self._error is not None:
            raise self._error
        return self._found

    def _look(self) -> None:
        from lmo_tui.salesforce.login.sf_cli import SfCli

        try:
            self._found = SfCli(patience=PATIENCE).orgs()
        except LmoError as error:
            self._error = error
