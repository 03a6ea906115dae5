"""What the checks of this machine look at."""

import os
import shutil
import sys
from functools import cache

from lmo_tui.cli.secret_stores import sealed_file
from lmo_tui.domain.checks.machine import Surroundings
from lmo_tui.domain.secrets import StoreKind


def surroundings() -> Surroundings:
    """The environment as it is now."""
    size = shutil.get_terminal_size()
    return Surroundings(
        variables=os.environ,
        encoding=sys.stdout.encoding or "",
        on_terminal=sys.stdout.isatty(),
        size=(size.columns, size.lines),
        stores=_stores(),
    )


@cache
def _stores() -> tuple[tuple[StoreKind, str], ...]:
    """Each rung of the ladder for secrets, and why it does not work here; the keyring is proved once, in seconds."""
    from lmo_tui.credentials.ladder import offers

    return tuple((each.kind, str(each.problem or "")) for each in offers(file=sealed_file("doctor")))
