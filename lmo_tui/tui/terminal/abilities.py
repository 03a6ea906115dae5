"""What lean output may ask of the terminal, by its name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

LEAN: Final = "LMO_TUI_LEAN"
"""`0` in the environment turns lean output off."""

RELEASE: Final = "\x1b7\x1b[r\x1b8"
"""Takes the bounds of scrolling away and leaves the cursor where it is."""

_EVERYDAY: Final = ("xterm", "screen", "tmux", "rxvt", "vt220", "linux", "alacritty", "kitty", "foot", "wezterm")
_RARER: Final = ("ghostty", "konsole", "gnome", "vte", "putty", "st", "contour", "mintty")


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the terminal may be asked to do."""

    scrolls: bool
    erases: bool
    """Whether it erases with the background of the pen."""


def abilities(environment: Mapping[str, str]) -> Abilities | None:
    """What the terminal of this environment can do for lean output; None where it is off, or may not be right."""
    term = environment.get("TERM", "")
    if environment.get(LEAN) == "0" or not term.startswith((*_EVERYDAY, *_RARER)):
        return None
    # GNU screen erases in the terminal's own colors; tmux, which often goes by its name, says that it is there.
    erases = not term.startswith("screen") or "TMUX" in environment
    # The Linux console has scroll regions, but no synchronized output: one would see both steps.
    return Abilities(scrolls=not term.startswith("linux"), erases=erases)
