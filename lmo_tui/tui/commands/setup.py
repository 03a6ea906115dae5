"""The commands of the checklist, and what leads to it."""

from typing import Final

from lmo_tui.tui.commands import guards
from lmo_tui.tui.commands.command import Command, Group, Where

_SETUP: Final = frozenset({Where.SETUP})

OF_ACCOUNTS: Final = (
    Command(
        "accounts",
        ("K",),
        "Find account",
        "Where the license has no account: why, and the accounts of this org named like its lead's company",
        Group.LICENSE,
        guards.lacks_account,
    ),
)
OPENING_CHECKS: Final = (
    Command(
        "guide",
        ("enter", "right", "l"),
        "Open",
        "The item in full, and the guide that leads through it",
        Group.MOVE,
        guards.needs_check,
        where=_SETUP,
    ),
)
ON_SETUP: Final = (
    Command(
        "setup",
        ("S",),
        "Setup",
        "Check step by step how the org is set up: what is wrong, why it matters, what to do; verify by a test install",
        Group.ORG,
    ),
    Command("recheck", ("r",), "Check again", "Look at everything anew", Group.ORG, where=_SETUP),
    Command(
        "watch",
        ("w",),
        "Watch",
        "Wait for a test install: looks every ten seconds until a license and its lead appear; again, no longer",
        Group.ORG,
        where=_SETUP,
    ),
    Command(
        "link",
        ("y",),
        "Copy link",
        "Copy the address that leads to the item in a browser",
        Group.ORG,
        guards.has_link,
        where=frozenset({Where.SETUP, Where.GUIDE}),
    ),
)
