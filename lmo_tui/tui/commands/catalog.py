"""The commands. One added here has its key, its place in help and palette, its word after `:` and its README row."""

from collections.abc import Mapping
from typing import Final

from lmo_tui.domain.filters import TAB_HELP, Tab
from lmo_tui.domain.licenses import Field
from lmo_tui.tui.commands import guards
from lmo_tui.tui.commands.command import ON_LICENSES, Command, Group, Where
from lmo_tui.tui.commands.feature_sets import FINDING_FEATURES, GIVING_FEATURES
from lmo_tui.tui.commands.features import ON_FEATURES
from lmo_tui.tui.commands.inbox import IN_INBOX, ON_INBOX
from lmo_tui.tui.commands.many import MANY_LICENSES
from lmo_tui.tui.commands.overview import IN_OVERVIEW, ON_OVERVIEW
from lmo_tui.tui.commands.past import ON_THE_PAST
from lmo_tui.tui.commands.setup import OF_ACCOUNTS, ON_SETUP, OPENING_CHECKS

_DESK: Final = frozenset({Where.DESK})
_JOURNAL: Final = frozenset({Where.JOURNAL})
_EVERYWHERE: Final = frozenset(Where)
_SIDEWAYS: Final = frozenset({Where.MATRIX, Where.OVERVIEW})

_ON_A_LICENSE: Final = (
    Command(
        "status",
        ("s",),
        "Status",
        "Change the status: the states this license may go to, and what each means for the customer",
        Group.LICENSE,
        guards.can_change(Field.STATUS),
        dangerous=True,
        takes="suspended",
    ),
    Command(
        "edit",
        ("e",),
        "Edit",
        "Change seats and expiry in one form",
        Group.LICENSE,
        guards.can_change(Field.SEATS, Field.EXPIRES),
        dangerous=True,
    ),
    Command(
        "extend",
        ("x",),
        "Extend",
        "Move the expiry by an amount, from the later of today and the present expiry",
        Group.LICENSE,
        guards.can_extend,
        dangerous=True,
        takes="30d",
    ),
    Command(
        "seats",
        (),
        "Seats",
        "Set the number of seats",
        Group.LICENSE,
        guards.can_change(Field.SEATS),
        dangerous=True,
        takes="50 or site",
    ),
    Command(
        "expires",
        (),
        "Expires",
        "Set the last day of access",
        Group.LICENSE,
        guards.can_change(Field.EXPIRES),
        dangerous=True,
        takes="2027-01-31, +30d, eoy or never",
    ),
    Command(
        "undo",
        ("u",),
        "Undo",
        "Take back your newest change of this license, while the org still holds it; asks which if it is an older one",
        Group.LICENSE,
        guards.can_undo,
        dangerous=True,
        takes="an entry of the journal",
        where=_EVERYWHERE - {Where.ROLLOUT, Where.PAIRS, Where.INBOX, Where.TIMELINE},
    ),
    Command(
        "result",
        ("v",),
        "Last result",
        "What became of the last change; after a conflict, compare and choose",
        Group.LICENSE,
        guards.has_result,
        where=ON_LICENSES | {Where.PARAMETERS, Where.MATRIX},
    ),
    Command(
        "modify",
        ("b",),
        "Modify License link",
        "Show the address of Salesforce's own Modify License page",
        Group.LICENSE,
        guards.knows_org,
    ),
    Command(
        "refresh",
        ("r",),
        "Refresh",
        "Read this license from the org again, or its parameters or its past where they are shown",
        Group.LICENSE,
        guards.can_read_license,
        where=ON_LICENSES | {Where.PARAMETERS, Where.TIMELINE},
    ),
    Command(
        "params",
        ("p",),
        "Parameters",
        "Show the feature parameters of this license: settings and metrics, with value, version and age",
        Group.LICENSE,
        guards.needs_license,
        where=ON_LICENSES | {Where.MATRIX},
    ),
    *ON_THE_PAST,
    Command(
        "copy",
        ("y",),
        "Copy",
        "Copy org id (y y), L-number, id, address or a Markdown row, of all that are marked too; says by which road",
        Group.LICENSE,
        guards.needs_license,
        takes="org, org18, name, id, url or row",
    ),
    Command(
        "plain",
        ("Y",),
        "Plain text",
        "Show what was copied last alone on the screen, to be marked with the mouse; and write it to a file of yours",
        Group.LICENSE,
        guards.has_copied,
    ),
)

_FINDING: Final = (
    Command(
        "filter",
        ("slash",),
        "Filter",
        "Narrow the list by words or by terms such as exp<30d; :help filter lists them",
        Group.FIND,
        takes="words or terms",
        where=_DESK | _JOURNAL | {Where.MATRIX},
    ),
    Command(
        "matrix",
        ("F",),
        "Matrix",
        "Compare the licenses of this view that are of the same package by their feature parameters",
        Group.FIND,
        guards.needs_license,
        where=_DESK,
    ),
    *FINDING_FEATURES,
    *ON_OVERVIEW,
    *ON_INBOX,
    Command("clear", ("escape",), "Clear filter", "Show all again", Group.FIND, guards.is_filtered, where=_DESK),
    Command(
        "go",
        ("g",),
        "Go to",
        "Go to the license or the org named, whatever the filter",
        Group.FIND,
        takes="L-00042 or an id",
    ),
    Command(
        "find",
        ("f",),
        "Find ticket",
        "Find the licenses that a ticket is about: paste it, here or on the list",
        Group.FIND,
        takes="what the ticket says",
        where=_DESK,
    ),
    Command(
        "journal",
        ("J",),
        "Journal",
        "Every change made in this org from this machine: who, what, why, how it ended; undo from there",
        Group.FIND,
        takes="words",
    ),
    Command(
        "sort",
        ("o",),
        "Sort",
        "Choose the column; the same again turns it, Space adds up to three",
        Group.FIND,
        takes="status,-expires",
        where=_DESK,
    ),
    Command(
        "columns",
        ("C",),
        "Columns",
        "Choose the columns, their order and width; a view of your own keeps its own",
        Group.FIND,
        takes="name,customer:30,seats",
        where=_DESK,
    ),
    *(
        Command(
            tab.value.casefold(),
            (str(number),),
            f"{tab.value} licenses",
            f"Show the licenses of which {TAB_HELP[tab]}" if tab is not Tab.ALL else "Show every license",
            Group.FIND,
            where=_DESK,
        )
        for number, tab in enumerate(Tab, start=1)
    ),
    *(
        Command(
            f"{order}",
            (str(number),),
            f"Your {which} view",
            f"Show the {which} of the views that you have kept",
            Group.FIND,
            guards.has_views(number - len(Tab)),
            where=_DESK,
        )
        for number, (order, which) in enumerate((("eighth", "first"), ("ninth", "second")), start=len(Tab) + 1)
    ),
    Command(
        "view",
        ("w",),
        "Views",
        "Choose among your own views and those built in, with their counts",
        Group.FIND,
        takes="a name",
        where=_DESK,
    ),
    Command(
        "save",
        (),
        "Keep view",
        "Keep the filter and the sort as a view of your own",
        Group.FIND,
        takes="a name",
        where=_DESK,
    ),
    Command(
        "forget",
        (),
        "Forget view",
        "Drop a view of your own, without a name the one that is open",
        Group.FIND,
        guards.has_views(1),
        takes="a name",
        where=_DESK,
    ),
    Command(
        "back", ("left_square_bracket",), "Back", "The view before this one", Group.FIND, guards.has_back, where=_DESK
    ),
    Command(
        "forward",
        ("right_square_bracket",),
        "Forward",
        "The view after this one",
        Group.FIND,
        guards.has_forward,
        where=_DESK,
    ),
)

_MOVING: Final = (
    Command("down", ("down", "j"), "Down", "One line down", Group.MOVE, where=_EVERYWHERE),
    Command("up", ("up", "k"), "Up", "One line up", Group.MOVE, where=_EVERYWHERE),
    Command("pagedown", ("pagedown",), "Page down", "One page down", Group.MOVE, where=_EVERYWHERE),
    Command("pageup", ("pageup",), "Page up", "One page up", Group.MOVE, where=_EVERYWHERE),
    Command("leftward", ("left", "h"), "Left", "One column to the left", Group.MOVE, where=_SIDEWAYS),
    Command("rightward", ("right", "l"), "Right", "One column to the right", Group.MOVE, where=_SIDEWAYS),
    Command(
        "list",
        ("backspace", "escape"),
        "Return",
        "From the matrix back to the list",
        Group.MOVE,
        where=frozenset({Where.MATRIX}),
    ),
    *IN_OVERVIEW,
    Command("first", ("home",), "First", "To the first line", Group.MOVE, where=_EVERYWHERE),
    Command("last", ("end", "G"), "Last", "To the last line", Group.MOVE, where=_EVERYWHERE),
    Command(
        "open",
        ("enter", "right", "l"),
        "Open",
        "Show the whole license",
        Group.MOVE,
        guards.needs_license,
        where=_DESK,
    ),
    Command("pane", ("tab", "shift+tab"), "Other pane", "Between the list and the details", Group.MOVE, where=_DESK),
    Command(
        "desk",
        ("enter", "right", "l"),
        "To the license",
        "Go to the license of this change on the desk",
        Group.MOVE,
        guards.needs_license,
        where=_JOURNAL,
    ),
    Command(
        "return",
        ("left", "h", "backspace", "escape"),
        "Return",
        "Back to the list",
        Group.MOVE,
        where=_EVERYWHERE - {Where.DESK, Where.MATRIX, Where.OVERVIEW},
    ),
)

_ORG: Final = (
    Command(
        "unlock",
        ("U",),
        "Unlock writing",
        "Open a production org for writing for 15 minutes",
        Group.ORG,
        guards.can_unlock,
        where=_EVERYWHERE,
    ),
    Command("lock", ("L",), "Lock writing", "Close the org for writing", Group.ORG, guards.can_lock, where=_EVERYWHERE),
    Command(
        "org",
        ("W",),
        "Work elsewhere",
        "Leave this desk for that of another org: a stored one or the demo",
        Group.ORG,
        guards.can_switch,
        takes="an alias",
    ),
    Command("reload", ("R",), "Reload", "Read all licenses again; connects if need be", Group.ORG, guards.can_load),
    Command("cancel", (), "Stop loading", "What was loaded stays; R goes on with it", Group.ORG, guards.can_cancel),
)

_PROGRAM: Final = (
    Command(
        "help",
        ("question_mark",),
        "Help",
        "Every key, searchable; Enter runs it",
        Group.PROGRAM,
        takes="filter",
        where=_EVERYWHERE,
    ),
    Command("palette", ("ctrl+p",), "Commands", "Find a command by its name", Group.PROGRAM, where=_EVERYWHERE),
    Command("command", ("colon",), "Command line", "Type a command; Tab completes", Group.PROGRAM, where=_EVERYWHERE),
    Command("theme", ("T",), "Theme", "The next set of colors", Group.PROGRAM, takes="a theme", where=_EVERYWHERE),
    Command(
        "redraw",
        ("ctrl+l",),
        "Redraw",
        "Draw the screen anew, if something else wrote on it",
        Group.PROGRAM,
        where=_EVERYWHERE,
    ),
    Command("quit", ("q",), "Quit", "One level back, then out", Group.PROGRAM, where=_EVERYWHERE),
)

_ALL: Final = (
    *_ON_A_LICENSE,
    *OF_ACCOUNTS,
    *ON_FEATURES,
    *GIVING_FEATURES,
    *MANY_LICENSES,
    *IN_INBOX,
    *_FINDING,
    *_MOVING,
    *OPENING_CHECKS,
    *_ORG,
    *ON_SETUP,
    *_PROGRAM,
)

COMMANDS: Final = {command.id: command for command in _ALL}
"""Every command by its id."""


def commands_on(where: Where, commands: Mapping[str, Command] = COMMANDS) -> tuple[Command, ...]:
    """The commands that a screen has, in the order of help."""
    return tuple(command for command in commands.values() if where in command.where)
