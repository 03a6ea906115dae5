"""What the checks of this machine look at."""

import os
import shutil
import sys

from lmo_tui.domain.checks.machine import Surroundings
from lmo_tui.domain.secrets import StoreKind

NO_STORES = ((StoreKind.MEMORY, ""),)
"""As long as no login is kept, there is only the memory of a run to keep it in."""


def surroundings() -> Surroundings:
    """The environment as it is now; it starts nothing and asks no keyring."""
    size = shutil.get_terminal_size()
    return Surroundings(
        variables=os.environ,
        encoding=sys.stdout.encoding or "",
        on_terminal=sys.stdout.isatty(),
        size=(size.columns, size.lines),
        stores=NO_STORES,
    )
