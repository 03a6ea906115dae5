"""Looking at the terminal of this process. Cheap to import: the first picture is drawn by it."""

import sys
from collections.abc import Mapping

from lmo_tui.domain.fit import Fit, Looks, fit_for
from lmo_tui.tui.terminal.terminfo import colors_of


def here(environment: Mapping[str, str], looks: Looks) -> Fit:
    """What suits the terminal that this environment says the process runs in."""
    return fit_for(environment, looks, coerced=bool(sys.flags.utf8_mode), known=colors_of)
