"""What a desk leaves for its next start: where one stood, and the picture of it. Cheap to import.

Lines of bytes: MAGIC, the bookmark, and then, where a picture could be taken: the conditions under which it is right,
the proof of the store that it shows, the name of the store, one top line for each age, a dash, and all below.
"""

import sys
from collections.abc import Mapping

from lmo_tui import __version__

MAGIC = b"lmo-tui left this 1"

NO_INSTANT = "LMO_TUI_INSTANT"
"""Environment variable: `0` for no picture at the start."""

ASCII = "LMO_TUI_ASCII"
"""Environment variable: `1` for ASCII characters only, `0` for all; `--ascii` is the same as `1`."""

SMALLEST = (60, 15)
"""Columns and lines below which there is no picture: the desk covers itself there, or shows hardly a row."""

_LOOKS = (
    *("TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_THEME"),
    *(ASCII, "LC_ALL", "LC_CTYPE", "LANG", "PYTHONUTF8"),
)
"""Environment variables by which the same desk has other colors or other characters."""

_TERMINALS = frozenset(
    {
        *("alacritty", "contour", "foot", "ghostty", "gnome", "kitty", "konsole", "linux", "mintty", "mlterm", "putty"),
        *("rio", "rxvt", "screen", "st", "tmux", "vte", "wezterm", "xterm"),
    }
)
"""First words of the names of terminals that know all that a picture is drawn with."""

_TEXTS = 4
_BELOW = b"--"


class Left:
    """What one desk left; without a picture the proof is empty."""

    __slots__ = ("below", "bookmark", "conditions", "proof", "store", "tops")

    def __init__(
        self,
        bookmark: str,
        *,
        conditions: str = "",
        proof: str = "",
        store: str = "",
        tops: tuple[tuple[str, bytes], ...] = (),
        below: bytes = b"",
    ) -> None:
        self.bookmark = bookmark
        self.conditions = conditions
        self.proof = proof
        self.store = store
        """The name of the file that the proof is asked of."""
        self.tops = tops
        """For each age that looks different, that age and the sequences of the line that says it."""
        self.below = below
        """The sequences of all other lines."""

    def packed(self) -> bytes:
        """As bytes to be kept."""
        texts = (self.bookmark, self.conditions, self.proof, self.store)
        tops = (age.encode() + b"\t" + line for age, line in self.tops)
        return b"\n".join((MAGIC, *(text.encode("utf-8", "replace") for text in texts), *tops, _BELOW, self.below))


def unpacked(content: bytes | None) -> Left | None:
    """What was packed; None for what is damaged or another version's."""
    head, _empty, below = (content or b"").partition(b"\n" + _BELOW + b"\n")
    magic, *lines = head.split(b"\n")
    if magic != MAGIC or len(lines) < _TEXTS:
        return None
    try:
        bookmark, conditions, proof, store = (line.decode() for line in lines[:_TEXTS])
        tops = tuple((age.decode(), top) for age, _tab, top in (line.partition(b"\t") for line in lines[_TEXTS:]))
    except UnicodeDecodeError:
        return None
    return Left(bookmark, conditions=conditions, proof=proof, store=store, tops=tops, below=below)


def conditions(
    environment: Mapping[str, str], columns: int, lines: int, day: str, settings: str, *, read_only: bool
) -> str:
    """All that the same licenses look different by; empty where no picture can be right.

    Of `settings`, which say columns and views, the stamp of the file will do.
    """
    terminal = environment.get("TERM", "").partition("-")[0].lower()
    if terminal not in _TERMINALS or columns < SMALLEST[0] or lines < SMALLEST[1]:
        return ""
    looks = [environment.get(name) for name in _LOOKS]
    coerced = sys.flags.utf8_mode  # Where the locale is plain Python writes over LC_CTYPE, which tells nothing then.
    return ascii((__version__, columns, lines, day, settings, read_only, coerced, looks))
