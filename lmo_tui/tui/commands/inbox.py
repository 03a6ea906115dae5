"""The commands of the inbox, and the one that leads to it."""

from typing import Final

from lmo_tui.tui.commands import guards
from lmo_tui.tui.commands.command import Command, Group, Where

_HERE: Final = frozenset({Where.INBOX})

ON_INBOX: Final = (
    Command(
        "inbox",
        ("I",),
        "Inbox",
        "What wants to be looked at, by rules of yours and built in: put off, noted, done; what changes comes back",
        Group.FIND,
        where=frozenset({Where.DESK}),
    ),
)

IN_INBOX: Final = (
    Command(
        "item",
        ("enter", "right", "l"),
        "To the license",
        "Go to the license of this item on the desk; on a section, list all of its licenses there",
        Group.INBOX,
        where=_HERE,
    ),
    Command(
        "snooze",
        ("z",),
        "Snooze",
        "Put this item off until a day, or until anything of the license changes",
        Group.INBOX,
        guards.needs_item,
        takes="7d, 2027-01-31 or change",
        where=_HERE,
    ),
    Command(
        "done",
        ("d",),
        "Done",
        "This item is done; it comes back when a field changes that the rule rests on",
        Group.INBOX,
        guards.can_finish,
        where=_HERE,
    ),
    Command(
        "note",
        ("n",),
        "Note",
        "Write a note on this item, for you and on this machine; an empty one takes it away",
        Group.INBOX,
        guards.needs_item,
        takes="a note",
        where=_HERE,
    ),
    Command(
        "reopen",
        ("o",),
        "Open again",
        "This item is not done, and not put off",
        Group.INBOX,
        guards.can_reopen,
        where=_HERE,
    ),
    Command(
        "takeback",
        ("u",),
        "Undo",
        "Take back what you said last of an item",
        Group.INBOX,
        guards.can_take_back,
        where=_HERE,
    ),
    Command(
        "everything", ("a",), "Show all", "Also the items that are put off or done, or not", Group.INBOX, where=_HERE
    ),
)
