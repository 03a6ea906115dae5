"""One thing the user can do, and what its guards may look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lmo_tui.domain.change_sets import RunStage
from lmo_tui.domain.features import Feature
from lmo_tui.domain.licenses import Field, License
from lmo_tui.tui.commands.names import NAMES

if TYPE_CHECKING:
    from textual.binding import Binding

    from lmo_tui.domain.checks.check import Check


class Where(StrEnum):
    """The screens that have commands."""

    DESK = "desk"
    LICENSE = "license"
    JOURNAL = "journal"
    MANY = "many"
    PARAMETERS = "parameters"
    MATRIX = "matrix"
    ROLLOUT = "rollout"
    PAIRS = "pairs"
    OVERVIEW = "overview"
    SETUP = "setup"
    GUIDE = "guide"
    INBOX = "inbox"
    TIMELINE = "timeline"


ON_LICENSES: Final = frozenset({Where.DESK, Where.LICENSE})
"""The screens that show licenses."""

NO_LICENSE: Final = "No license is selected: the list is empty."


class Group(StrEnum):
    """The headings of the help."""

    LICENSE = "License"
    MANY = "Many licenses"
    INBOX = "Inbox"
    FIND = "Find"
    MOVE = "Move"
    ORG = "Org"
    PROGRAM = "Program"


@dataclass(frozen=True, slots=True)
class Context:
    """All that a guard may look at: plain values, so that every reason is tested without a screen."""

    license: License | None = None
    """The license under the cursor, or on the screen."""
    no_license: str = NO_LICENSE
    """Why there is none."""
    why_not_edit: Mapping[Field, str] = field(default_factory=dict)
    """Of the three fields, those that cannot be changed now, with the reason."""
    feature: Feature | None = None
    """The parameter under the cursor."""
    why_not_feature: str | None = None
    """Why its value cannot be changed now."""
    check: "Check | None" = None
    """The item of the checklist under the cursor, or on the screen."""
    link: str = ""
    """Its address."""
    saving: bool = False
    """Whether a change of this license is on its way to the org."""
    why_not_unlock: str | None = None
    writing: bool = True
    """Whether writing is open."""
    needs_unlock: bool = False
    """Whether this org closes for writing by itself."""
    org_known: bool = True
    why_not_switch: str | None = None
    """Why one cannot go to another org now."""
    why_offline: str | None = None
    """Why the org cannot be read now."""
    loading: bool = False
    loading_all: bool = False
    filtered: bool = False
    has_back: bool = False
    has_forward: bool = False
    own_views: int = 0
    """How many views a person has kept."""
    has_result: bool = False
    """Whether a change was tried in this run."""
    has_copied: bool = False
    """Whether anything was copied in this run."""
    marked: int = 0
    """How many licenses are marked."""
    why_not_many: str | None = None
    """Why no change of many licenses can begin now."""
    has_many: bool = False
    """Whether there is a change of many licenses to look at: on its way, the last one, or one that was interrupted."""
    many_told: str = ""
    """How far the one is that is on its way."""
    many: RunStage | None = None
    """Where the change of many licenses is that is on the screen, if one is."""
    many_edits: int = 0
    many_saved: int = 0
    many_rest: int = 0
    """How many licenses it changes, has changed, and could be tried once more."""
    item: str = ""
    """The state of the item of the inbox under the cursor; empty where there is none."""
    can_take_back: bool = False
    """Whether something was said of an item in this run."""


Guard = Callable[[Context], str | None]
"""None, or the sentence that says why not."""


def always(_: Context) -> str | None:
    """The guard of what can always be done."""
    return None


@dataclass(frozen=True, slots=True)
class Command:
    """Something the user can do, declared once; the screen's method is `do_` and the id."""

    id: str
    """One word, which is also what to type after `:`."""
    keys: tuple[str, ...]
    title: str
    help: str
    group: Group
    why_not: Guard = always
    dangerous: bool = False
    """Whether it may lead to a write."""
    takes: str = ""
    """What may follow it after `:`, in words."""
    where: frozenset[Where] = ON_LICENSES

    @property
    def binding(self) -> "Binding":
        """Textual's form of it."""
        from textual.binding import Binding  # The settings are checked against commands where no screen is needed.

        return Binding(",".join(self.keys), f"command('{self.id}')", self.title, tooltip=self.help, id=self.id)

    @property
    def key_names(self) -> tuple[str, ...]:
        """Its keys as people write them."""
        return tuple(NAMES.get(key, key.capitalize() if len(key) > 1 else key) for key in self.keys)
