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
        "more",
        ("plus",),
        "One more",
        "Type the next whole number or day, in the box of e; arrows go on there",
        Group.LICENSE,
        guards.can_step,
        dangerous=True,
        where=_VALUES,
    ),
    Command(
        "less",
        ("minus",),
        "One less",
        "The same downward",
        Group.LICENSE,
        guards.can_step,
        dangerous=True,
        where=_VALUES,
    ),
    Command(
        "usual",
        ("equals_sign",),
        "As most have",
        "Set the parameter under the cursor to what most licenses of the package and version hold: no default is known",
        Group.LICENSE,
        guards.can_set_feature,
        dangerous=True,
        where=frozenset({Where.PARAMETERS}),
    ),
    Command(
        "column",
        ("a",),
        "Fill column",
        "Give all marked licenses, or every one of the matrix, the value under the cursor or the one that is typed",
        Group.MANY,
        guards.can_fill,
        dangerous=True,
        takes="a value",
        where=frozenset({Where.MATRIX}),
    ),
    Command(
        "markrow",
        ("m",),
        "Mark",
        "Mark the license, or no longer: a then fills its cell, and A and D act on those that are marked",
        Group.MANY,
        guards.needs_license,
        where=frozenset({Where.MATRIX}),
    ),
)
