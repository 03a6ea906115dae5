"""The past of a license, made to end in what it is now."""

from datetime import date
from itertools import pairwise
from random import Random
from typing import NamedTuple

from lmo_tui.demo.seed.calendar import DAY, PERPETUAL, Calendar
from lmo_tui.demo.seed.facts import Facts
from lmo_tui.demo.seed.sheets import Sheet, Value
from lmo_tui.demo.seed.shelf import Shelf
from lmo_tui.demo.seed.team import AUTOMATED, ENGINEERS


class Change(NamedTuple):
    """One change of one tracked field, as (data type, old value, new value) for each row it leaves."""

    field: str
    rows: tuple[tuple[str, Value, Value], ...]
    automated: bool = False
    """Made by the customer or the LMA, not by an engineer."""


def _status(old: str, new: str) -> Change:
    return Change("sfLma__Status__c", (("DynamicEnum", old, new),), automated=new == "Uninstalled")


class Histories:
    """Invents and writes down what happened to licenses."""

    def __init__(self, rng: Random, calendar: Calendar, shelf: Shelf) -> None:
        self._rng = rng
        self._calendar = calendar
        self._shelf = shelf
        self._sheet = Sheet(
            "sfLma__License__History", "Id ParentId CreatedById CreatedDate Field DataType OldValue NewValue"
        )
        self.sheets = [self._sheet]

    def write(self, facts: Facts, license_id: str, *, in_full: bool) -> tuple[int, str]:
        """Write the history of a license, or its latest change alone; tell when it was last changed, and by whom."""
        moment, add, next_id = self._calendar.moment, self._sheet.add, self._sheet.next_id
        add(next_id(), license_id, AUTOMATED, moment(facts.created), "created", "Text", None, None)
        changes = self._changes(facts)
        if not changes:
            return facts.until if facts.fresh else facts.created, AUTOMATED
        if not in_full:
            del changes[:-1]
        times = self._times(facts, len(changes))
        author = AUTOMATED
        for change, when in zip(changes, times, strict=True):
            author = AUTOMATED if change.automated else ENGINEERS[int(self._rng.random() * len(ENGINEERS))]
            written = moment(when)
            for data_type, old, new in change.rows:
                add(next_id(), license_id, author, written, change.field, data_type, old, new)
        return times[-1], author

    def _times(self, facts: Facts, count: int) -> list[int]:
        random = self._rng.random
        span = facts.until - facts.created
        times = sorted(facts.created + int(span * random()) for _ in range(count))
        if facts.fresh:
            times[-1] = facts.until
        return times

    def _changes(self, facts: Facts) -> list[Change]:
        """Put the changes in an order in which they may have happened: nothing follows an uninstall."""
        statuses = self._statuses(facts.status)
        others = self._upgrades(facts)
        random = self._rng.random
        if facts.seats is not None and facts.seats > 1 and random() < 0.25:
            old = max(1, int(facts.seats * (0.3 + 0.6 * random())))
            others.append(Change("sfLma__Seats__c", (("Double", float(old), float(facts.seats)),)))
        if facts.expires is not None and facts.expires != PERPETUAL and random() < 0.35:
            others.append(self._extension(facts.expires))
        if facts.status == "Uninstalled":
            return [*statuses[:-1], *others, statuses[-1]]
        return [*statuses[:1], *others, *statuses[1:]]

    def _statuses(self, now: str) -> list[Change]:
        draw = self._rng.random()
        path = ["Trial", "Active"] if draw < 0.6 else ["Active"]
        if now == "Trial":
            return []
        if now == "Active":
            path += ["Suspended", "Active"] if draw < 0.06 else []
        elif now == "Uninstalled" and draw < 0.25:
            path = ["Trial", now]
        else:
            path.append(now)
        return [_status(old, new) for old, new in pairwise(path)]

    def _upgrades(self, facts: Facts) -> list[Change]:
        package = self._shelf.packages[facts.package]
        first = min(package.current_on(facts.created // DAY), facts.version)
        if first == facts.version:
            return []
        stops = [first, facts.version]
        if facts.version - first > 2:
            stops.insert(1, first + 1 + int(self._rng.random() * (facts.version - first - 1)))
        versions = [package.versions[stop] for stop in stops]
        return [
            Change(
                "sfLma__Package_Version__c",
                (("EntityId", old.id, new.id), ("Text", old.name, new.name)),
                automated=True,
            )
            for old, new in pairwise(versions)
        ]

    def _extension(self, expires: str) -> Change:
        offset = (date.fromisoformat(expires) - self._calendar.today).days
        before = self._calendar.day(offset - int(self._rng.random() * 90 + 7))
        return Change("sfLma__Expiration__c", (("DateOnly", before, expires),))
