"""What becomes of an item of the inbox: open, put off until a day or a change, done, and what was noted of it.

What is kept of an item is what a person said; whether that still holds is told by the license and the day alone. So
nothing has to be written for an item to come back, and two desks cannot disagree.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from lmo_tui.domain.ids import short_id
from lmo_tui.domain.inbox_entries import checked_note
from lmo_tui.domain.inbox_rules import InboxRule
from lmo_tui.domain.licenses import License


class State(StrEnum):
    """Where an item is."""

    OPEN = "open"
    SNOOZED = "snoozed"
    DONE = "done"


class Key(NamedTuple):
    """What an item is known by: the license's id in 15 characters, and the rule's name without case."""

    license_id: str
    rule: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person said of an item."""

    state: State = State.OPEN
    until: date | None = None
    """The day on which it is open again; None of one that was put off until a change."""
    seen: str = ""
    """What the license was like: any other, and the item is open again."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A license that a rule has found."""

    rule: InboxRule
    license: License
    mark: Mark | None
    state: State

    @property
    def key(self) -> Key:
        """What it is known by."""
        return key_of(self.license, self.rule)

    @property
    def is_back(self) -> bool:
        """Whether it was put off or done, and is open again."""
        return self.mark is not None and self.state is State.OPEN and self.mark.state is not State.OPEN

    @property
    def note(self) -> str:
        """What was noted."""
        return self.mark.note if self.mark else ""


def key_of(license_: License, rule: InboxRule) -> Key:
    """What the item of this license and rule is known by."""
    return Key(short_id(license_.id), rule.key)


def item_of(license_: License, rule: InboxRule, mark: Mark | None, today: date) -> Item:
    """The item as it is today."""
    return Item(rule, license_, mark, _state(license_, rule, mark, today))


def _state(license_: License, rule: InboxRule, mark: Mark | None, today: date) -> State:
    if mark is None or mark.state is State.OPEN:
        return State.OPEN
    if mark.until is not None:
        holds = today < mark.until
    else:
        holds = mark.seen == (stamp_of(license_, rule) if mark.state is State.DONE else license_.modstamp)
    return mark.state if holds else State.OPEN


def stamp_of(license_: License, rule: InboxRule) -> str:
    """What is another text as soon as a value is another that the rule rests on; no value can be read from it."""
    values = ((name, None if name in license_.unseen else getattr(license_, name)) for name in rule.rests_on)
    return hashlib.sha256(repr(tuple((name, str(value)) for name, value in values)).encode()).hexdigest()[:24]


def done(item: Item) -> Mark:
    """It is done, until a value that the rule rests on is another."""
    return Mark(State.DONE, seen=stamp_of(item.license, item.rule), note=item.note)


def snoozed(item: Item, until: date | None) -> Mark:
    """It is put off until a day, or (None) until anything of the license is saved in the org."""
    return Mark(State.SNOOZED, until, "" if until else item.license.modstamp, item.note)


def noted(item: Item, text: str) -> Mark | None:
    """It has this note, or none; an item of which there is nothing to say is not kept."""
    return _worth_keeping(replace(item.mark or Mark(), note=checked_note(text)))


def reopened(item: Item) -> Mark | None:
    """It is open again."""
    return _worth_keeping(Mark(note=item.note))


def _worth_keeping(mark: Mark) -> Mark | None:
    return None if mark == Mark() else mark
