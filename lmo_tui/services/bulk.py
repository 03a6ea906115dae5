"""Changing many licenses: previewed, carried out in chunks, paused, stopped, and gone on with after a crash."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from secrets import token_hex
from typing import Final, TypeVar

from lmo_tui.domain.change_sets import (
    MOST,
    ChangeSet,
    Draft,
    PlannedRow,
    RunStage,
    Skipped,
    back_rows,
    draft,
    draft_features,
    planned_rows,
    redraft,
)
from lmo_tui.domain.edits import Edit
from lmo_tui.domain.errors import LmoError, RefusedError, StorageError
from lmo_tui.domain.feature_sets import FeatureSet, to_give
from lmo_tui.domain.features import Feature, FeatureAccess, FeatureContent
from lmo_tui.domain.journal import JournalEntry
from lmo_tui.domain.keeping import Runs
from lmo_tui.domain.licenses import License
from lmo_tui.domain.orgs import Org
from lmo_tui.domain.ports import MOST_TOGETHER, LicenseRepository
from lmo_tui.domain.subjects import LicenseFeature, Subject, license_of
from lmo_tui.domain.wishes import Wish
from lmo_tui.services import subjects
from lmo_tui.services.chunks import ChunkWrite
from lmo_tui.services.edits import EditService
from lmo_tui.services.session import Session
from lmo_tui.services.writing import Kind, Tools

T = TypeVar("T")

IN_FLIGHT: Final = 2
"""Chunks on their way at a time where the org is far: more would lock each other's rows, and leave more unknown."""

FAR: Final = timedelta(milliseconds=150)
"""From where on two at a time are quicker; where answers come sooner, a second only takes the time from the keys."""


_DONE: Final = frozenset({Kind.APPLIED, Kind.UNKNOWN})
"""What is not tried again: it is saved, or may be."""


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one license."""

    kind: Kind
    error: LmoError | None


class BulkRun:
    """One change of many licenses on its way."""

    def __init__(
        self,
        plan: ChangeSet,
        edits: Sequence[Edit],
        tools: Tools,
        org: Org,
        repository: LicenseRepository,
        instead: ChangeSet | None = None,
    ) -> None:
        self.plan = plan
        """Without its rows: these are the edits."""
        self.instead = instead
        """What an earlier run left, and this one goes on with."""
        self.edits = edits
        self.stage = RunStage.READY
        self.error: LmoError | None = None
        """Why it did not come to its end."""
        self.results: dict[int, RowResult] = {}
        """By the place of the license among the edits."""
        self.started: datetime | None = None
        self.on_its_way: set[int] = set()
        self.checking: set[int] = set()
        """Those whose answer was lost, and which are being read."""
        self.watch: Callable[[], None] = lambda: None
        """Called whenever some have begun or ended."""
        self._counts: Counter[Kind] = Counter()
        self._next = 0
        self._go = asyncio.Event()
        self._go.set()
        self._tools = tools
        self._org = org
        self._repository = repository

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many ended how."""
        return self._counts

    @property
    def not_begun(self) -> int:
        """How many have not been touched."""
        return len(self.edits) - len(self.results) - len(self.on_its_way)

    @property
    def ended(self) -> bool:
        """Whether nothing of it is on its way, or will be."""
        return self.stage is RunStage.ENDED

    @property
    def rest(self) -> tuple[Edit, ...]:
        """Those that were not saved and may be tried once more: refused, moved meanwhile, or never begun."""
        return tuple(
            edit
            for place, edit in enumerate(self.edits)
            if place not in self.results or self.results[place].kind not in _DONE
        )

    @property
    def rest_count(self) -> int:
        """How many these are: asked for at every key."""
        return len(self.edits) - sum(self._counts[kind] for kind in _DONE)

    def pause(self) -> None:
        """Begin no further chunk until `go_on`."""
        if self.stage is RunStage.RUNNING:
            self.stage = RunStage.PAUSED
            self._go.clear()

    def go_on(self) -> None:
        """Go on after a pause."""
        if self.stage is RunStage.PAUSED:
            self.stage = RunStage.RUNNING
            self._go.set()

    def stop(self, error: LmoError | None = None) -> None:
        """Send nothing any more; what is on its way ends."""
        if not self.ended:
            self.error = self.error or error
            self.stage = RunStage.STOPPING
            self._go.set()

    async def carry_out(self) -> None:
        """Carry all of it out, or what can be until it is stopped."""
        self.started = self._tools.clock()
        self.stage = RunStage.RUNNING if self.stage is RunStage.READY else self.stage
        try:
            usage = self._repository.usage()
            together = IN_FLIGHT if usage is not None and usage.latency is not None and usage.latency >= FAR else 1
            await asyncio.gather(*(self._work() for _ in range(together)))
        finally:
            self.stage = RunStage.ENDED

    async def _work(self) -> None:
        while self._next < len(self.edits):
            await self._go.wait()
            if reason := self._tools.session.gate.why_not():  # The time may be over.
                self.stop(RefusedError(reason))
            if self.stage is RunStage.STOPPING:
                return
            first = self._next
            self._next = min(first + MOST_TOGETHER, len(self.edits))
            await self._carry_chunk(range(first, self._next))

    async def _carry_chunk(self, places: range) -> None:
        self.on_its_way |= set(places)
        self.watch()
        edits = self.edits[places.start : places.stop]
        write = ChunkWrite(
            self._tools,
            edits,
            self.plan.reason,
            self.plan.id,
            self._org,
            self._repository,
            halted=lambda: self.stage is RunStage.STOPPING,
            checking=lambda: self.checking.update(places),
        )
        result = await self._tools.flight.carry((edit.license.id for edit in edits), write.carry_out())
        self.on_its_way -= set(places)
        self.checking -= set(places)
        for place, outcome in zip(places, result.outcomes, strict=True):
            self.results[place] = RowResult(outcome.kind, outcome.error)
            self._counts[outcome.kind] += 1
        if result.trouble is not None:
            self.stop(result.trouble)
        self.watch()


class BulkService:
    """Plans changes of many licenses, and carries out one at a time, by the road of every write."""

    def __init__(self, session: Session, edits: EditService, runs: Runs) -> None:
        self._session = session
        self._edits = edits
        self._tools = edits.tools
        self._runs = runs
        self.run: BulkRun | None = None
        """The one that is on its way, or the last one."""
        self.unfinished: Sequence[ChangeSet] = ()
        """What earlier runs of the program left, newest first, as far as it was looked for."""

    @property
    def running(self) -> BulkRun | None:
        """The one that is on its way."""
        idle = self.run is None or self.run.stage in {RunStage.READY, RunStage.ENDED}
        return None if idle else self.run

    def why_not(self) -> str | None:
        """Why no change of many licenses can begin now, or None."""
        if self.running:
            return "A change of many licenses is on its way: wait until that has ended."
        return self._edits.why_not_write()

    async def draft(self, licenses: Callable[[], Iterable[License]], wish: Wish) -> Draft:
        """What a wish means for each of these licenses, which are read off the event loop."""
        today = self._tools.clock().date()

        def drafted() -> Draft:
            return draft(_no_more_than(MOST, licenses()), lambda license_: wish.of(license_, today), self._edits.draft)

        return await self._tools.runner(drafted)

    async def redraft(self, rows: Sequence[PlannedRow]) -> Draft:
        """What of a change set can be done now: every license is read from the org. Raises LmoError."""
        held = await self.read(rows)
        return await self._tools.runner(lambda: redraft(rows, held, self._edits.draft, self._edits.draft_feature))

    async def draft_features(
        self, held: Iterable[LicenseFeature], wanted: Callable[[LicenseFeature], FeatureContent]
    ) -> Draft:
        """What a wish for a parameter means for each of these licenses."""
        some = tuple(_no_more_than(MOST, held))
        return await self._tools.runner(lambda: draft_features(some, wanted, self._edits.draft_feature))

    async def draft_set(
        self,
        licenses: Callable[[], Iterable[License]],
        features: Callable[[License], Sequence[Feature]],
        wanted: FeatureSet,
        access: FeatureAccess,
    ) -> Draft:
        """What it would be to give each of these licenses a feature set: a change for each value that differs."""

        def drafted() -> Draft:
            held: list[LicenseFeature] = []
            skipped: list[Skipped] = []
            for license_ in _no_more_than(MOST, licenses()):
                some, left = to_give(license_, features(license_), wanted, access)
                held += some
                skipped += [left] if left is not None else []
            held.sort(key=lambda each: each.feature.parameter.kind)  # Fewer objects, and so fewer calls, in each chunk.
            made = draft_features(_no_more_than(MOST, held, "values"), wanted.content_for, self._edits.draft_feature)
            return Draft(made.edits, (*skipped, *made.skipped))

        return await self._tools.runner(drafted)

    async def draft_back(self, entries: Sequence[JournalEntry]) -> Draft:
        """What takes these changes back, where the org still holds what they saved. Raises LmoError."""
        rows, skipped = back_rows(entries, self._edits.why_not_undo)
        found = await self.redraft(rows)
        return Draft(found.edits, (*skipped, *found.skipped))

    async def read(self, rows: Sequence[PlannedRow]) -> list[Subject]:
        """What these are of as the org holds it now, without what is not there. Raises LmoError."""
        repository = self._session.repository
        if repository is None:
            raise RefusedError("The org is not connected.", remedy="Connect first.")
        found: list[Subject] = []
        for start in range(0, len(rows), MOST_TOGETHER):
            some = [(row.license_id, row.parameter) for row in rows[start : start + MOST_TOGETHER]]
            found += (await self._tools.runner(partial(subjects.read_many, repository, some))).values()
        self._session.notice(map(license_of, found))
        await self._session.learn_offers()
        return found

    def change_set(self, drafted: Draft, *, about: str = "", reason: str = "") -> ChangeSet:
        """The draft as something that can be kept and carried out later. Raises RefusedError."""
        org = self._session.org
        if org is None:
            raise RefusedError("It is not known yet which org this is.", remedy="Connect first.")
        return ChangeSet.of(drafted, org, token_hex(8), self._tools.clock(), about=about, reason=reason)

    def prepare(
        self, drafted: Draft, *, about: str = "", reason: str = "", instead: ChangeSet | None = None
    ) -> BulkRun:
        """The run of these edits, which nothing has been done for yet; it takes the place of `instead`, which was left.

        Raises RefusedError.
        """
        if refusal := self.why_not():
            raise RefusedError(refusal)
        if missing := self._tools.why_not_reason(reason):
            raise missing
        org, repository = self._session.org, self._session.repository
        if org is None or repository is None or not drafted.edits:
            raise RefusedError("There is nothing to save.")
        plan = self.change_set(Draft(), about=about, reason=reason)  # Ten thousand rows would hold up the next key.
        self.run = BulkRun(plan, drafted.edits, self._tools, org, repository, instead)
        return self.run

    async def go(self, run: BulkRun) -> None:
        """Carry it out to its end; it is kept on the disk meanwhile, so that a crash leaves something to go on with."""
        try:
            await self._tools.runner(lambda: self._runs.keep(replace(run.plan, rows=planned_rows(run.edits))))
            if run.instead is not None:
                await self.forget(run.instead)
        except StorageError as error:
            run.stop(error)
        await run.carry_out()
        if not run.not_begun or run.error is None:  # What a person stopped is not gone on with unasked.
            await self._tools.runner(lambda: self._runs.drop(run.plan.id))

    async def look(self) -> Sequence[ChangeSet]:
        """What this user began in this org and did not end, as its process died or lost the org; newest first."""
        if (org := self._session.org) is not None:
            self.unfinished = await self._tools.runner(lambda: self._runs.left(org))
        return self.unfinished

    async def forget(self, plan: ChangeSet) -> None:
        """It is not to be gone on with."""
        await self._tools.runner(lambda: self._runs.drop(plan.id))
        self.unfinished = tuple(each for each in self.unfinished if each.id != plan.id)

    async def again(self, run: BulkRun) -> Draft:
        """Those of a run that may be tried once more, planned anew on what the desk holds of them."""
        rows = planned_rows(run.rest)
        store = self._tools.store
        return await self._tools.runner(
            lambda: redraft(rows, subjects.here(store, rows), self._edits.draft, self._edits.draft_feature)
        )

    async def write(self, plan: ChangeSet, name: str) -> str:
        """Put a plan into a file; where it is now. Raises RefusedError where something is there, StorageError."""
        return await self._tools.runner(lambda: self._runs.write(plan, name))


def _no_more_than(most: int, licenses: Iterable[T], what: str = "licenses") -> Iterable[T]:
    for number, license_ in enumerate(licenses, start=1):
        if number > most:
            raise RefusedError(
                f"More than {most:,} {what} at a time are not changed.", remedy="Narrow them, and do it in parts."
            )
        yield license_
