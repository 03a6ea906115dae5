"""Where copied text goes, and what may truly be said of it: no terminal confirms that it took something."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from lmo_tui.domain.text import clean

if TYPE_CHECKING:
    from lmo_tui.domain.handover import Handover

LONGEST: Final = 74_994
"""Bytes: what is longer, terminals cut or drop without a word (hterm's bound for OSC 52, which others took over)."""

_WITHOUT: Final = ("linux", "vt", "ansi", "cons25", "dumb")
"""How the names of terminals begin that have no clipboard."""

SHOWS: Final = "Y shows it as plain text."


class Outer(StrEnum):
    """What is known of the way from tmux to the terminal around it."""

    ASKED = "asked"
    """tmux knows how to hand it on, and was asked to."""
    NONE = "none"
    """As tmux knows the terminal it has no clipboard, or nobody is attached."""
    UNKNOWN = "unknown"


class Tmux(Protocol):
    """The tmux that the program runs in. Blocks for a moment."""

    def take(self, text: str) -> Outer | None:
        """Put the text into tmux's own buffer, and hand it on if that can be; None where tmux did not take it."""
        ...


class Clip(Protocol):
    """A file for what cannot be copied."""

    def write(self, text: str) -> str:
        """Write it where only this user can read it; where that is. Blocks, and raises StorageError."""
        ...


class Handovers(Protocol):
    """Folders for what is handed over of a license."""

    def write(self, folder: str, handover: "Handover") -> str:
        """Make one that only this user can read; where that is. Blocks, and raises RefusedError or StorageError."""
        ...


@dataclass(frozen=True, slots=True)
class Outlets:
    """The ways out of the program that there are beside the terminal itself."""

    tmux: Tmux | None = None
    clip: Clip | None = None
    browser: bool = False
    """Whether the terminal is a page in a browser."""
    handovers: Handovers | None = None


TERMINAL_ONLY: Final = Outlets()
"""There is no other way."""


def copyable(text: str) -> str:
    """The text without anything that could act where it is pasted; a line break stays one, but for the last."""
    return "\n".join(clean(line, len(line) + 1) for line in text.split("\n")).strip()


def why_not_sent(environment: Mapping[str, str], text: str) -> str | None:
    """Why the terminal itself cannot be given the text (OSC 52), as far as that is known; a part of a sentence."""
    term = environment.get("TERM", "")
    if term.startswith(_WITHOUT):
        return f"TERM {term} has no clipboard"
    if environment.get("TERM_PROGRAM") == "Apple_Terminal":
        return "Terminal.app takes nothing for its clipboard"
    if environment.get("STY"):
        return "GNU screen hands nothing on to the clipboard"
    if len(text.encode()) * 4 > LONGEST * 3:
        return "it is too long for a terminal's clipboard"
    return None


def told_of_tmux(what: str, outer: Outer) -> str:
    """What to say when tmux took it."""
    beyond = {
        Outer.ASKED: "was asked to hand it to your terminal, which does not say whether it took it",
        Outer.NONE: "cannot hand it on: as it knows your terminal, that has no clipboard",
        Outer.UNKNOWN: "did not say whether it hands it on to your terminal",
    }
    return f"Copied {what} to tmux (prefix ] pastes it). tmux {beyond[outer]}. {SHOWS}"


def told_of_terminal(what: str, *, in_tmux: bool) -> str:
    """What to say when it was sent to the terminal, or to a tmux that could not be asked."""
    if in_tmux:
        told = "tmux could not be asked, and hands it on only with set-clipboard on."
    else:
        told = "A terminal does not say whether it took it."
    return f"Sent {what} to the clipboard of your terminal. {told} {SHOWS}"


def told_of_browser(what: str) -> str:
    """What to say when it was sent to the page, whose browser may ask the person, or refuse."""
    return f"Sent {what} to the clipboard of your browser, which does not say whether it took it. {SHOWS}"


def told_of_none(what: str, why: str) -> str:
    """What to say when it is only shown."""
    return f"{what} was not copied: {why}. Here it is, to be marked with the mouse."
