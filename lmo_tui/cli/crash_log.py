"""The file that a bug leaves behind for whoever mends it."""

import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from lmo_tui import __version__
from lmo_tui.domain.redaction import redact
from lmo_tui.domain.text import clean
from lmo_tui.storage import paths


def write_crash_log(trace: str) -> Path | None:
    """Append a traceback, without its local variables and without secrets; None where it cannot be kept."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    about = f"{when} · lmo-tui {__version__} · Python {platform.python_version()} · {sys.platform}"
    lines = [about, *redact(trace).splitlines(), ""]  # As a whole: a private key has many lines.
    text = "\n".join(map(clean, lines)) + "\n"
    path = paths.log_path()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        return None
    return path
