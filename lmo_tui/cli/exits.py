"""Exit codes: an API for scripts, and the one table from our errors to them."""

from enum import IntEnum
from typing import Final

from lmo_tui.domain.errors import BadEntryError, LmoError, NoAccessError, SignedOutError


class Exit(IntEnum):
    """What the program ends with."""

    OK = 0
    REFUSED = 1
    """Refused, or partly failed; also when it is not known whether a write was applied."""
    USAGE = 2
    RETRY = 3
    """The same command may work later: no connection, or a limit of the org."""
    LOGIN = 4
    """The session is over, or the user lacks a permission."""
    BLOCKED = 5
    """`doctor` found what must be mended first."""
    BUG = 70
    INTERRUPTED = 130


_BY_ERROR: Final = ((BadEntryError, Exit.USAGE), (SignedOutError, Exit.LOGIN), (NoAccessError, Exit.LOGIN))


def exit_for(error: LmoError) -> Exit:
    """How the program ends on this error."""
    for kind, code in _BY_ERROR:
        if isinstance(error, kind):
            return code
    return Exit.RETRY if error.retryable else Exit.REFUSED
