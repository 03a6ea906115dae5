"""Where this machine keeps a program's files, found before anything that takes long to import is."""

import os
import sys

HOME = "LMO_TUI_HOME"
"""Environment variable: one folder for everything, instead of the platform's places."""

STORES = "orgs"
"""The folder in the cache for local copies of orgs."""

LEFT = "left"
"""The folder in the cache for what desks leave behind."""

_APP = "lmo-tui"
_XDG = {
    "data": ("XDG_DATA_HOME", "~/.local/share"),
    "cache": ("XDG_CACHE_HOME", "~/.cache"),
    "state": ("XDG_STATE_HOME", "~/.local/state"),
}
"""The XDG base directories, as platformdirs reads them too: its import takes as long as Python's start."""


def folder(kind: str) -> str:
    """The folder for `data`, `cache` or `state`."""
    if home := os.environ.get(HOME):
        return os.path.join(os.path.expanduser(home), kind)  # noqa: PTH111, PTH118 - pathlib's import takes a third of Python's start
    platform = sys.platform
    if platform.startswith("linux"):
        variable, usual = _XDG[kind]
        said = os.environ.get(variable, "")
        return os.path.join(said if said.startswith("/") else os.path.expanduser(usual), _APP)  # noqa: PTH111, PTH118 - as above
    import platformdirs

    places = {
        "data": platformdirs.user_data_dir,
        "cache": platformdirs.user_cache_dir,
        "state": platformdirs.user_state_dir,
    }
    return places[kind](_APP)
