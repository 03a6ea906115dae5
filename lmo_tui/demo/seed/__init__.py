"""The demo LMO's data: believable, the same for the same seed, and holding every odd case."""

from lmo_tui.demo.seed.odd import DEACTIVATED_PROXY, ODD_CASES, SMALLEST
from lmo_tui.demo.seed.pristine import anchor, ensure_database

__all__ = ["DEACTIVATED_PROXY", "ODD_CASES", "SMALLEST", "anchor", "ensure_database"]
