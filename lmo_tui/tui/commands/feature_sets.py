"""The commands for many licenses' parameters: sets of them, what differs, and how far one is rolled out."""

from typing import Final

from lmo_tui.tui.commands import guards
from lmo_tui.tui.commands.command import Command, Group, Where

_VALUES: Final = frozenset({Where.PARAMETERS, Where.MATRIX})
_GIVING: Final = frozenset({Where.DESK, Where.MATRIX, Where.PAIRS})

GIVING_FEATURES: Final = (
    Command(
        "give",
        ("A",),
        "Give set",
        "Give all marked licenses, or every one of the view, the settings of a feature set; all are listed first",
        Group.MANY,
        guards.can_give,
        dangerous=True,
        takes="a feature set",
        where=_GIVING,
    ),
)

FINDING_FEATURES: Final = (
    Command(
        "sets",
        ("P",),
        "Feature sets",
        "Compare the license with a feature set, a profile of settings under a name",
        Group.FIND,
        guards.needs_license,
        takes="a feature set",
        where=_VALUES | {Where.DESK},
    ),
    Command(
        "keep",
        (),
        "Keep set",
        "Keep the settings of the license as a feature set",
        Group.FIND,
        guards.needs_license,
        takes="a name",
        where=_VALUES | {Where.DESK},
    ),
    Command(
        "drop",
        (),
        "Drop set",
        "Drop a feature set",
        Group.FIND,
        takes="a feature set",
        where=_VALUES | {Where.DESK},
    ),
    Command(
        "diff",
        ("D",),
        "Differences",
        "In which parameters the two marked licenses differ, or this one from the one that is named",
        Group.FIND,
        guards.needs_license,
        takes="a license",
        where=_VALUES | {Where.DESK},
    ),
    Command(
        "same",
        ("a",),
        "Same too",
        "Show also the parameters that are the same, or no longer",
        Group.FIND,
        where=frozenset({Where.PAIRS}),
    ),
    Command(
        "rollout",
        ("percent_sign",),
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
