"""The commands for the feature parameter under the cursor."""

from typing import Final

from lmo_tui.tui.commands import guards
from lmo_tui.tui.commands.command import Command, Group, Where

_VALUES: Final = frozenset({Where.PARAMETERS, Where.MATRIX})

ON_FEATURES: Final = (
    Command(
        "toggle",
        ("space",),
        "On/off",
        "Switch the parameter under the cursor on or off for this license, after a confirmation",
        Group.LICENSE,
        guards.can_toggle,
        dangerous=True,
        where=_VALUES,
    ),
    Command(
        "value",
        ("e", "enter"),
        "Set value",
        "Type another value of the parameter under the cursor: on or off, a whole number, a date",
        Group.LICENSE,
        guards.can_set_feature,
        dangerous=True,
        takes="a value",
        where=_VALUES,
    ),
    Command(
        "unset",
        ("n",),
        "Not set",
        "Set the parameter under the cursor to nothing, where the org allows that",
        Group.LICENSE,
        guards.can_unset,
        dangerous=True,
        where=_VALUES,
    ),
    Command(
        "column",
        ("a",),
        "Fill column",
        "Give every license of the matrix the value under the cursor, or the one that is typed; all are listed first",
        Group.MANY,
        guards.can_fill,
        dangerous=True,
        takes="a value",
        where=frozenset({Where.MATRIX}),
    ),
)

FINDING_FEATURES: Final = (
    Command(
        "rollout",
        ("O",),
        "Rollout",
        "How many licenses have which value of a parameter, by version, edition and sandbox",
        Group.FIND,
        takes="a parameter",
        where=_VALUES | {Where.DESK},
    ),
    Command(
        "behind",
        ("enter", "right", "l"),
        "Show licenses",
        "List the licenses behind the bar under the cursor",
        Group.FIND,
        where=frozenset({Where.ROLLOUT}),
    ),
)
