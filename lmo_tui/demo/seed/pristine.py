"""Demo LMOs kept as files, so that each is built only once."""

import os
import tempfile
import time
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from lmo_tui.demo.schema import FORMAT
from lmo_tui.demo.seed.build import WHOLE, Progress, build, silent

#: Raised with every change to what is generated.
_EDITION: Final = 2
_KEPT_DAYS: Final = 2
_ABANDONED: Final = 3_600
_UNFINISHED: Final = ".building-"


def anchor(licenses: int, today: date) -> date:
    """Tell from which day a demo LMO's dates count.

    It is today, so that what expires today does; a big one, which takes long to build, serves its week from Monday on.
    """
    return today - timedelta(days=today.weekday()) if licenses > WHOLE else today


def ensure_database(
    seed: int, licenses: int, today: date, folder: Path, progress: Progress = silent, *, parameters: int = 0
) -> Path:
    """Give the file of a demo LMO as it left the factory, building it if need be: copy it, never write to it."""
    day = anchor(licenses, today)
    of_each = f"{parameters}x-" if parameters else ""
    family = f"lmo-{FORMAT}.{_EDITION}-{seed}-{licenses}-{of_each}"
    path = folder / f"{family}{day:%Y%m%d}.sqlite3"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=_UNFINISHED, suffix=".sqlite3", dir=folder)
    os.close(handle)
    unfinished = Path(name)
    try:
        build(unfinished, seed, licenses, day, progress, parameters=parameters)
        # Whoever is second puts the same data in the first one's place.
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    _forget_old(folder, family, day)
    return path


def _forget_old(folder: Path, family: str, day: date) -> None:
    """Remove the same demo LMO of earlier days, and what builders that were killed have left."""
    oldest = f"{family}{day - timedelta(days=_KEPT_DAYS):%Y%m%d}"
    for path in folder.glob(f"{family}{'[0-9]' * 8}.sqlite3"):
        if path.stem < oldest:
            path.unlink(missing_ok=True)
    for path in folder.glob(f"{_UNFINISHED}*"):
        # A builder writes all the time, and another one may be at it just now.
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > _ABANDONED:
                path.unlink()
