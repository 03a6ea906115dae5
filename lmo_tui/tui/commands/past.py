"""The commands that tell of a license and its past, here and elsewhere."""

from typing import Final

from lmo_tui.tui.commands import guards
from lmo_tui.tui.commands.command import ON_LICENSES, Command, Group, Where

ON_THE_PAST: Final = (
    Command(
        "timeline",
        ("t",),
        "Timeline",
        "What happened to this license: the org's own history and your journal, each change once, newest first",
        Group.LICENSE,
        guards.needs_license,
    ),
    Command(
        "asof",
        (),
        "As of a day",
        "What this license was at the end of a day; says what nobody keeps the past of",
        Group.LICENSE,
        guards.needs_license,
        takes="2026-10-01, -30d or monday",
        where=ON_LICENSES | {Where.TIMELINE},
    ),
    Command(
        "handover",
        ("H",),
        "Hand over",
        "Write verdict, facts, timeline and the org's other licenses to a folder, masked or not, and copy the page",
        Group.LICENSE,
        guards.needs_license,
        takes="a folder",
        where=ON_LICENSES | {Where.TIMELINE},
    ),
)
