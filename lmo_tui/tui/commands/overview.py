"""The commands of the overview, and the one that leads to it."""

from typing import Final

from lmo_tui.tui.commands.command import Command, Group, Where

_HERE: Final = frozenset({Where.OVERVIEW})
_SECTIONS: Final = _HERE | {Where.INBOX}

ON_OVERVIEW: Final = (
    Command(
        "overview",
        ("O",),
        "Overview",
        "Count this view by status, last day of access, version, seats and month; each number leads to its licenses",
        Group.FIND,
        where=frozenset({Where.DESK}),
    ),
    Command(
        "listed", ("enter",), "Show licenses", "Show the licenses of this number on the list", Group.FIND, where=_HERE
    ),
)

IN_OVERVIEW: Final = (
    Command("section", ("tab",), "Next section", "To the next section", Group.MOVE, where=_SECTIONS),
    Command("earlier", ("shift+tab",), "Section before", "To the section before", Group.MOVE, where=_SECTIONS),
    Command("close", ("backspace", "escape"), "Return", "From the overview back to the list", Group.MOVE, where=_HERE),
)
