"""The write protocol for some of many: recorded before they are sent, checked against the org, sent once, read back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.edits import Edit
from lmo_tui.domain.errors import (
    BadAnswerError,
    ConflictError,
    LmoError,
    NotThereError,
    RefusedError,
    StorageError,
    UnknownOutcomeError,
)
from lmo_tui.domain.journal import Ended, Ending
from lmo_tui.domain.orgs import Org
from lmo_tui.domain.ports import LicenseRepository
from lmo_tui.domain.subjects import Subject, license_of
from lmo_tui.services import subjects
from lmo_tui.services.conflicts import another_value
from lmo_tui.services.writing import SETTLING, Kind, Outcome, Tools, checked, not_confirmed

AGAIN: Final = (0.5, 2.0)
"""Seconds before each further try of licenses that somebody else was just saving: nothing of them was written."""

LATEST: Final = timedelta(minutes=5)
"""After which no further try begins: what is settled later counts from when the change was recorded."""

_HALTED: Final = "It was stopped before this license was sent."


@dataclass(slots=True)
class Result:
    """The truth about each license of a chunk, in the order in which they were given."""

    outcomes: list[Outcome]
    trouble: LmoError | None = None
    """What befell the whole call: there is no sense in going on."""


@dataclass(frozen=True, slots=True)
class ChunkWrite:
    """Up to `MOST_TOGETHER` edits on their way to the org and back."""

    tools: Tools
    edits: Sequence[Edit]
    reason: str
    run: str
    """The id of the change of many licenses that they are a part of."""
    org: Org
    repository: LicenseRepository
    halted: Callable[[], bool]
    """Whether nothing may be sent any more."""
    checking: Callable[[], None]
    """Is called when the answer was lost, and only reading can tell."""

    async def carry_out(self) -> Result:
        """Take the whole road; raises nothing that belongs to the user."""
        journal, started = self.tools.journal, self.tools.clock()
        try:
            entries = await self.tools.runner(
                lambda: journal.intend_all(self.org, self.edits, self.reason, started, self.run)
            )
        except StorageError as error:  # What cannot be recorded is not written.
            return Result([self.tools.outcome(Kind.REFUSED, error=error) for _ in self.edits], error)
        found: dict[str, Outcome] = {}
        trouble = await self._attempt(self.edits, found)
        for seconds in AGAIN:
            again = [edit for edit in self.edits if _may_come_later(found[edit.key])]
            late = self.tools.clock() - started > LATEST
            if trouble or not again or late or self.halted():
                break
            await self.tools.wait(seconds)
            trouble = await self._attempt(again, found)
        outcomes = [found[edit.key] for edit in self.edits]
        outcomes, untold = await self._record(entries, outcomes)
        if any(outcome.kind is Kind.UNKNOWN for outcome in outcomes):
            self.tools.unsure(started)
        return Result(outcomes, trouble or untold)

    async def _attempt(self, edits: Sequence[Edit], found: dict[str, Outcome]) -> LmoError | None:
        """Try these once; what became of them goes into `found`, what befell all of them is given back."""
        try:
            fresh = await self._read(edits)
        except LmoError as error:
            found |= {edit.key: self.tools.outcome(Kind.REFUSED, error=error) for edit in edits}
            return error
        ready = await self.tools.runner(lambda: self._ready(edits, fresh, found))
        if not ready:
            return None
        if self.halted():
            found |= {key: self.tools.outcome(Kind.REFUSED, fresh[key], RefusedError(_HALTED)) for key in ready}
            return None
        try:
            answers = await self.tools.runner(lambda: self.repository.update_all(list(ready.values())))
        except (UnknownOutcomeError, BadAnswerError) as error:
            await self._settle_by_reading(ready, error, found)
            return error
        except LmoError as error:
            # Most often nothing was done. Only reading tells, where a gateway sent it twice and the second was refused.
            await self._read_back(ready, dict.fromkeys(ready, error), found)
            return error
        await self._read_back(ready, dict(zip(ready, answers, strict=True)), found)
        return None

    def _ready(self, edits: Sequence[Edit], fresh: dict[str, Subject], found: dict[str, Outcome]) -> dict[str, Edit]:
        """Those that every rule still allows, seen from what the org holds now."""
        ready: dict[str, Edit] = {}
        for edit in edits:
            key = edit.key
            held = fresh.get(key)
            try:
                if held is None:
                    raise NotThereError(f"{edit.license.name} is not there any more, or your user may not see it.")
                ready[key] = checked(self.tools, edit, held)
            except ConflictError as error:
                found[key] = self.tools.outcome(Kind.CONFLICT, held, error)
            except LmoError as error:
                found[key] = self.tools.outcome(Kind.REFUSED, held, error)
        return ready

    async def _read_back(
        self, ready: dict[str, Edit], answers: dict[str, LmoError | None], found: dict[str, Outcome]
    ) -> None:
        missing: LmoError = NotThereError("It was saved, but it could not be read back.")
        try:
            held = await self._read(tuple(ready.values()))
        except LmoError as error:  # The org said what is saved; only the proof is missing.
            held, missing = {}, error
        for key, edit in ready.items():
            refusal, now = answers[key], held.get(key)
            if now is not None and not another_value(edit, now):
                found[key] = self.tools.outcome(Kind.APPLIED, now)
            elif refusal is not None:
                kind = Kind.CONFLICT if isinstance(refusal, ConflictError) else Kind.REFUSED
                found[key] = self.tools.outcome(kind, now, refusal)
            elif now is None:
                found[key] = self.tools.outcome(Kind.APPLIED, error=missing)
            else:
                found[key] = self.tools.outcome(Kind.CONFLICT, now, another_value(edit, now))

    async def _settle_by_reading(self, ready: dict[str, Edit], error: LmoError, found: dict[str, Outcome]) -> None:
        self.checking()
        open_ = dict(ready)
        last: dict[str, Subject] = {}
        for seconds in SETTLING:
            await self.tools.wait(seconds)
            try:
                last |= await self._read(tuple(open_.values()))
            except LmoError:
                continue
            for key, edit in tuple(open_.items()):
                # Every change differs from what was read just before, so what holds now was written since.
                if (held := last.get(key)) and not another_value(edit, held):
                    found[key] = self.tools.outcome(Kind.APPLIED, held)
                    del open_[key]
            if not open_:
                return
        for key, edit in open_.items():
            if key in last and isinstance(error, BadAnswerError):  # The server did answer: nothing is under way.
                found[key] = self.tools.outcome(Kind.REFUSED, last[key], error)
            else:
                found[key] = self.tools.outcome(Kind.UNKNOWN, last.get(key), not_confirmed(edit.license.name, error))

    async def _record(
        self, entries: Sequence[str], outcomes: list[Outcome]
    ) -> tuple[list[Outcome], StorageError | None]:
        """Keep the outcomes in the journal and the store; a full disk does not change what the org did."""
        tools = self.tools
        endings = [
            Ended(entry, outcome.at, Ending(outcome.kind), outcome.error.headline if outcome.error else "")
            for entry, outcome in zip(entries, outcomes, strict=True)
        ]
        held = [outcome.held for outcome in outcomes if outcome.held is not None]
        untold: StorageError | None = None
        try:
            await tools.runner(lambda: tools.journal.settle_all(endings))
        except StorageError as error:
            untold = error
        try:
            await tools.runner(lambda: subjects.keep(tools.store, held))
        except StorageError as error:
            untold = untold or error
        tools.session.notice(map(license_of, held))
        if held:
            features = any(edit.feature is not None for edit in self.edits)
            ids = frozenset(license_of(each).id for each in held)
            tools.publish(Changed(ids, moved=not features, features=features))
        if untold is not None:
            outcomes = [replace(outcome, error=outcome.error or untold) for outcome in outcomes]
        return outcomes, untold

    async def _read(self, edits: Sequence[Edit]) -> dict[str, Subject]:
        wanted = [(edit.license.id, edit.parameter) for edit in edits]
        return dict(await self.tools.runner(lambda: subjects.read_many(self.repository, wanted)))


def _may_come_later(outcome: Outcome) -> bool:
    return outcome.kind is Kind.REFUSED and outcome.error is not None and outcome.error.retryable
