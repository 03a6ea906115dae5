"""The commands for many licenses: marking them on the list, and what can be done with a change of all of them."""

from typing import Final

from lmo_tui.tui.commands import guards
from lmo_tui.tui.commands.command import Command, Group, Where

_DESK: Final = frozenset({Where.DESK})
_MANY: Final = frozenset({Where.MANY})

MANY_LICENSES: Final = (
    Command(
        "mark",
        ("space",),
        "Mark",
        "Mark the license, or no longer: s, e and x then change all that are marked",
        Group.MANY,
        guards.needs_license,
        where=_DESK,
    ),
    Command(
        "range",
        ("m",),
        "Mark to here",
        "Mark all from the license that was marked last to this one",
        Group.MANY,
        guards.has_marks,
        where=_DESK,
    ),
    Command(
        "markall", ("a",), "Mark all", "Mark all that the view holds", Group.MANY, guards.needs_license, where=_DESK
    ),
    Command("unmark", ("M",), "Unmark", "Mark none", Group.MANY, guards.has_marks, where=_DESK | {Where.MATRIX}),
    Command(
        "many",
        ("B",),
        "Change of many",
        "The change of many licenses that is on its way, the last one, or one that was interrupted",
        Group.MANY,
        guards.has_many,
        where=_DESK,
    ),
    Command(
        "apply",
        ("enter",),
        "Save all",
        "Change every license in the list, after a confirmation",
        Group.MANY,
        guards.can_apply,
        dangerous=True,
        where=_MANY,
    ),
    Command("pause", ("p",), "Pause", "Hold it up, or go on", Group.MANY, guards.can_pause, where=_MANY),
    Command(
        "stop",
        ("c",),
        "Stop",
        "Begin no more; what is on its way ends",
        Group.MANY,
        guards.can_stop,
        where=_MANY,
    ),
    Command(
        "again",
        ("t",),
        "Try again",
        "List those once more that were not saved",
        Group.MANY,
        guards.can_try_again,
        where=_MANY,
    ),
    Command(
        "plan",
        ("W",),
        "Write plan",
        "Write the list into a file that lmo-tui apply carries out later",
        Group.MANY,
        guards.can_write_plan,
        takes="a file",
        where=_MANY,
    ),
)
