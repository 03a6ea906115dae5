"""What the program says beside its data: always on stderr, always clean, never a secret."""

import sys

from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.redaction import redact
from lmo_tui.domain.text import clean


def narrate(text: str) -> None:
    """Say one line to the person, beside the data."""
    sys.stderr.write(clean(redact(text)) + "\n")
    sys.stderr.flush()


def tell(error: LmoError) -> None:
    """Say in one line what happened, why, and what to do."""
    narrate(f"lmo-tui: {error}")


def someone_is_there() -> bool:
    """Whether a person can see a question and answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def passing(text: str) -> None:
    """Show progress that the next line replaces; nothing where nobody watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{clean(text)}")
        sys.stderr.flush()
