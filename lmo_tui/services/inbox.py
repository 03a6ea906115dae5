"""The inbox: which licenses the rules find, and what a person said of each."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

from lmo_tui.domain import inbox
from lmo_tui.domain.errors import GivenUpError, RefusedError
from lmo_tui.domain.inbox import Item, Key, Mark, State
from lmo_tui.domain.inbox_built_in import known_rules
from lmo_tui.domain.inbox_rules import InboxRule
from lmo_tui.domain.keeping import InboxMarks
from lmo_tui.domain.licenses import License
from lmo_tui.domain.ports import Clock, LicenseShelf, Runner
from lmo_tui.services.session import Session
from lmo_tui.services.views import SavedViews

MOST: Final = 200
"""Items of a section that the screen shows: as they are worked off, others take their places."""


_STEPS: Final = 50
"""Things said that can be taken back, one after the other."""


@dataclass(frozen=True, slots=True)
class Section:
    """A rule with its items: those that are open first."""

    rule: InboxRule
    counts: Mapping[State, int]
    items: Sequence[Item]

    @property
    def open(self) -> int:
        """How many items are open, be they listed or not."""
        return self.counts[State.OPEN]


def open_count(sections: Sequence[Section]) -> int:
    """How many items are open in all."""
    return sum(section.open for section in sections)


@dataclass(frozen=True, slots=True)
class _Step:
    """The last thing that was said, to be taken back."""

    org_id: str
    item: Item
    before: Mark | None
    after: Mark | None


def _always() -> bool:
    return True


class InboxService:
    """Finds the items in the background; what the rules found is known until a license changes."""

    def __init__(
        self,
        shelf: LicenseShelf,
        marks: InboxMarks,
        *,
        session: Session,
        views: SavedViews,
        runner: Runner,
        clock: Clock,
    ) -> None:
        self._shelf = shelf
        self._marks = marks
        self._session = session
        self._views = views
        self._runner = runner
        self._clock = clock
        self._found: Mapping[InboxRule, Sequence[int]] = {}
        self._found_at: tuple[date, str] | None = None
        self._steps: list[_Step] = []

    @property
    def rules(self) -> Sequence[InboxRule]:
        """The rules that count, a person's own ones first."""
        return known_rules(self._views.settings.rules)

    @property
    def last(self) -> Item | None:
        """The item of which something was said last in this run, if that can be taken back."""
        return self._steps[-1].item if self._steps else None

    async def sections(
        self, *, everything: bool = False, most: int | None = MOST, wanted: Callable[[], bool] = _always
    ) -> Sequence[Section] | None:
        """Every rule with its open items, or all; None if nobody wants them any more. Raises StorageError."""
        rules, today, org_id = self.rules, self._clock().date(), self._org_id
        with suppress(GivenUpError):
            return await self._runner(lambda: self._sections(rules, today, org_id, wanted, everything, most))
        return None

    async def item(self, license_: License, rule: InboxRule) -> Item:
        """The item of a license; raises RefusedError if it is none of this rule."""
        return await self._runner(lambda: self._one(license_, rule))

    async def done(self, item: Item) -> Item:
        """It is done. Raises StorageError, as the others do."""
        return await self._say(item, inbox.done)

    async def snooze(self, item: Item, until: date | None) -> Item:
        """It is put off until a day, or (None) until the license changes."""
        return await self._say(item, lambda now: inbox.snoozed(now, until))

    async def note(self, item: Item, text: str) -> Item:
        """It has this note, or none; raises BadEntryError."""
        return await self._say(item, lambda now: inbox.noted(now, text))

    async def reopen(self, item: Item) -> Item:
        """It is open again."""
        return await self._say(item, inbox.reopened)

    async def take_back(self) -> Item | None:
        """Undo what was said last in this run; raises RefusedError where another desk has said something since."""
        if not self._steps:
            return None
        step = self._steps.pop()

        def make(held: Mark | None) -> Mark | None:
            if held != step.after:
                told = f"{step.item.license.name} was marked otherwise in the meantime."
                raise RefusedError(told, remedy="Look at it, and say what holds.")
            return step.before

        await self._runner(lambda: self._marks.change(step.org_id, step.item.key, make))
        return self._item(step.item.license, step.item.rule, step.before)

    @property
    def _org_id(self) -> str:
        return self._session.org.id if self._session.org else ""

    async def _say(self, item: Item, say: Callable[[Item], Mark | None]) -> Item:
        org_id = self._org_id
        if not org_id:
            raise RefusedError("Nothing is known of the org yet.", remedy="Wait until it has answered once.")
        after: list[Mark | None] = []

        def make(held: Mark | None) -> Mark | None:
            # Of what is kept now: another desk may have added a note since this one looked.
            after.append(say(self._item(item.license, item.rule, held)))
            return after[-1]

        before = await self._runner(lambda: self._marks.change(org_id, item.key, make))
        self._steps = [*self._steps, _Step(org_id, item, before, after[-1])][-_STEPS:]
        return self._item(item.license, item.rule, after[-1])

    def _item(self, license_: License, rule: InboxRule, mark: Mark | None) -> Item:
        return inbox.item_of(license_, rule, mark, self._clock().date())

    def _one(self, license_: License, rule: InboxRule) -> Item:
        key = self._shelf.key(license_.id)
        if key is None or key not in self._keys(rule, self._clock().date(), _always):
            raise RefusedError(f"{license_.name} is no item of “{rule.name}”.", remedy="See `lmo-tui inbox --all`.")
        return self._item(license_, rule, self._kept(self._org_id).get(inbox.key_of(license_, rule)))

    def _kept(self, org_id: str) -> Mapping[Key, Mark]:
        return self._marks.load(org_id) if org_id else {}

    def _sections(
        self,
        rules: Sequence[InboxRule],
        today: date,
        org_id: str,
        wanted: Callable[[], bool],
        everything: bool,
        most: int | None,
    ) -> Sequence[Section]:
        found, marks = self._find(rules, today, wanted), self._kept(org_id)
        by_rule: dict[str, list[str]] = {}
        for key in marks:
            by_rule.setdefault(key.rule, []).append(key.license_id)
        return [
            self._section(rule, found[rule], self._marked(rule, by_rule.get(rule.key, ()), marks), everything, most)
            for rule in rules
        ]

    def _section(
        self,
        rule: InboxRule,
        keys: Sequence[int],
        marked: Mapping[int, Item],
        everything: bool,
        most: int | None,
    ) -> Section:
        here = {key: marked[key] for key in keys if key in marked} if marked else {}
        counts = {state: sum(item.state is state for item in here.values()) for state in State}
        counts[State.OPEN] += len(keys) - len(here)
        shown = [key for key in keys if key not in here or here[key].state is State.OPEN][:most]
        fresh = [key for key in shown if key not in here]
        rows = self._shelf.rows(fresh)
        if len(rows) == len(fresh):
            licenses = dict(zip(fresh, rows, strict=True))
        else:  # Some went between the two looks: which ones is only told one by one.
            licenses = {key: row for key in fresh for row in self._shelf.rows([key])}
        listed = (
            here.get(key) or (self._item(licenses[key], rule, None) if key in licenses else None) for key in shown
        )
        items = [item for item in listed if item is not None]
        rest = [item for state in (State.SNOOZED, State.DONE) for item in here.values() if item.state is state]
        return Section(rule, counts, items + (rest[:most] if everything else []))

    def _marked(self, rule: InboxRule, ids: Sequence[str], marks: Mapping[Key, Mark]) -> Mapping[int, Item]:
        """The licenses of which something was said under this rule, by their keys, be they items now or not."""
        licenses = self._shelf.those(ids) if ids else ()
        items = (self._item(each, rule, marks[inbox.key_of(each, rule)]) for each in licenses)
        return {key: item for item in items if (key := self._shelf.key(item.license.id)) is not None}

    def _find(
        self, rules: Sequence[InboxRule], today: date, wanted: Callable[[], bool]
    ) -> Mapping[InboxRule, Sequence[int]]:
        at = (today, self._shelf.proof())
        known = self._found if at[1] and self._found_at == at else {}
        found = {rule: known[rule] if rule in known else self._keys(rule, today, wanted) for rule in rules}
        self._found, self._found_at = found, at
        return found

    def _keys(self, rule: InboxRule, today: date, wanted: Callable[[], bool]) -> Sequence[int]:
        views = rule.views
        if len(views) == 1:
            return self._shelf.order(views[0], today, wanted)
        return list(dict.fromkeys(key for view in views for key in self._shelf.order(view, today, wanted)))
