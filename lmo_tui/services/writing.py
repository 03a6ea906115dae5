"""The write protocol: recorded before it is sent, checked against the org, sent once, and read back."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Final, TypeAlias

from lmo_tui.domain import edits as rules
from lmo_tui.domain.changed import Changed, Publish
from lmo_tui.domain.edits import Edit
from lmo_tui.domain.errors import (
    BadAnswerError,
    ConflictError,
    LmoError,
    RefusedError,
    StorageError,
    UnknownOutcomeError,
    UnreachableError,
)
from lmo_tui.domain.feature_rules import MOST_DIGITS, plan_feature
from lmo_tui.domain.licenses import License
from lmo_tui.domain.orgs import Org
from lmo_tui.domain.ports import Clock, Journal, LicenseRepository, LicenseStore, Runner, Step
from lmo_tui.domain.subjects import LicenseFeature, Subject, license_of
from lmo_tui.services import subjects
from lmo_tui.services.conflicts import another_value, moved
from lmo_tui.services.flight import Flight
from lmo_tui.services.session import Session

Wait: TypeAlias = Callable[[float], Awaitable[None]]
"""Passes some seconds; tests pass none."""

SETTLING: Final = (0.0, 2.0, 5.0)
"""Seconds before each look at a license whose write lost its answer: the server may apply it after we gave up."""


NO_REASON: Final = "Nothing is changed without a reason."

UNTIL_PLAIN: Final = (1.1, 0.0)
"""Seconds before a license is read once more that was changed in the very second in which it was read."""


class Kind(StrEnum):
    """How a write ended."""

    APPLIED = "applied"
    REFUSED = "refused"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The truth about one write."""

    kind: Kind
    license: License | None
    """The license as last read from the org; None if it could not be read."""
    error: LmoError | None
    """Why it was not applied; with APPLIED, what went wrong after the org had saved it."""
    at: datetime
    held: Subject | None = None
    """What the edit is of as last read from the org: the license, or a parameter of it."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What every write needs at hand."""

    session: Session
    store: LicenseStore
    journal: Journal
    runner: Runner
    clock: Clock
    publish: Publish
    unsure: Callable[[datetime], None]
    """Is told when a write was begun of which nobody knows how it ended."""
    wait: Wait = asyncio.sleep
    flight: Flight = field(default_factory=Flight)
    reason_required: Callable[[], bool] = lambda: False
    """Whether nothing is changed without a reason for the journal."""

    @property
    def zone(self) -> tzinfo | None:
        """The zone in which times are told."""
        return self.clock().tzinfo

    def why_not_reason(self, reason: str) -> RefusedError | None:
        """What is missing if a reason is required, and this is none."""
        if reason.strip() or not self.reason_required():
            return None
        return RefusedError(NO_REASON, "Your settings require one.", "Say why: r in the confirmation, or --reason.")

    def outcome(self, kind: Kind, held: Subject | None = None, error: LmoError | None = None) -> Outcome:
        """An outcome of this moment."""
        return Outcome(kind, None if held is None else license_of(held), error, self.clock(), held)


@dataclass(frozen=True, slots=True)
class Write:
    """One edit on its way to the org and back."""

    tools: Tools
    edit: Edit
    reason: str
    org: Org
    repository: LicenseRepository
    checking: Callable[[], None] | None = None
    """Is called when the answer was lost, and only reading can tell."""

    async def carry_out(self) -> Outcome:
        """Take the whole road; raises nothing that belongs to the user."""
        journal, started = self.tools.journal, self.tools.clock()
        try:
            entry = await self.tools.runner(lambda: journal.intend(self.org, self.edit, self.reason, started))
        except StorageError as error:  # What cannot be recorded is not written.
            return self.tools.outcome(Kind.REFUSED, error=error)
        outcome = await self._attempt()
        outcome = await self._record(entry, outcome)
        if outcome.kind is Kind.UNKNOWN:
            self.tools.unsure(started)
        if outcome.license is not None:
            features = self.edit.feature is not None
            other = outcome.kind in {Kind.APPLIED, Kind.CONFLICT} and not features
            self.tools.publish(Changed(frozenset({outcome.license.id}), moved=other, features=features))
        return outcome

    async def _attempt(self) -> Outcome:
        try:
            fresh = await self._read_plainly()
        except LmoError as error:
            return self.tools.outcome(Kind.REFUSED, error=error)
        try:
            edit = checked(self.tools, self.edit, fresh)
        except ConflictError as error:
            return self.tools.outcome(Kind.CONFLICT, fresh, error)
        except LmoError as error:
            return self.tools.outcome(Kind.REFUSED, fresh, error)
        try:
            await self.tools.runner(lambda: self.repository.update(edit, fresh.modified))
        except ConflictError as error:
            held = await self._read_if_possible()
            if held and self._is_ours(edit, held):
                return self.tools.outcome(Kind.APPLIED, held)
            found = moved(self.edit, held, self.tools.zone) if held else None
            return self.tools.outcome(Kind.CONFLICT, held, found or error)
        except (UnknownOutcomeError, BadAnswerError) as error:
            return await self._settled_by_reading(edit, error)
        except LmoError as error:
            return self.tools.outcome(Kind.REFUSED, await self._read_if_possible(), error)
        return await self._read_back(edit)

    async def _read_back(self, edit: Edit) -> Outcome:
        try:
            held = await self._read()
        except LmoError as error:  # The org said that it is saved; only the proof is missing.
            return self.tools.outcome(Kind.APPLIED, error=error)
        conflict = another_value(edit, held)
        return self.tools.outcome(Kind.CONFLICT if conflict else Kind.APPLIED, held, conflict)

    def _is_ours(self, edit: Edit, held: Subject) -> bool:
        """Whether it moved because of this very edit: a gateway that sent it twice gives the second answer."""
        return not another_value(edit, held) and held.modified_by == self.org.user_name != ""

    async def _settled_by_reading(self, edit: Edit, error: LmoError) -> Outcome:
        held: Subject | None = None
        if self.checking is not None:
            self.checking()
        for seconds in SETTLING:
            await self.tools.wait(seconds)
            held = await self._read_if_possible() or held
            # Every change differs from what was read just before the write, so what holds now was written since.
            if held and not another_value(edit, held):
                return self.tools.outcome(Kind.APPLIED, held)
        if held and isinstance(error, BadAnswerError):  # The server did answer: nothing of ours is still under way.
            return self.tools.outcome(Kind.REFUSED, held, error)
        return self.tools.outcome(Kind.UNKNOWN, held, not_confirmed(self.edit.license.name, error))

    async def _record(self, entry: str, outcome: Outcome) -> Outcome:
        """Keep the outcome in the journal and the store; a full disk does not change what the org did."""
        journal, store, held = self.tools.journal, self.tools.store, outcome.held
        detail = outcome.error.headline if outcome.error else ""
        try:
            await self.tools.runner(lambda: journal.settle(entry, Step(outcome.kind), outcome.at, detail))
        except StorageError as error:
            outcome = replace(outcome, error=outcome.error or error)
        if held is not None:
            try:
                await self.tools.runner(lambda: subjects.keep(store, [held]))
            except StorageError as error:
                outcome = replace(outcome, error=outcome.error or error)
            self.tools.session.notice([license_of(held)])
        return outcome

    async def _read_plainly(self) -> Subject:
        """What it is of, as it is now, read so long after its last change that any other one would show in the date."""
        fresh = await self._read()
        for seconds in UNTIL_PLAIN:
            if not self.repository.is_too_fresh(fresh):
                return fresh
            await self.tools.wait(seconds)
            fresh = await self._read()
        if self.repository.is_too_fresh(fresh):
            raise UnreachableError(
                f"{fresh.name} is being changed by somebody else right now.", "Nothing was sent.", "Try again."
            )
        return fresh

    async def _read(self) -> Subject:
        return await self.tools.runner(lambda: subjects.read(self.repository, self.edit))

    async def _read_if_possible(self) -> Subject | None:
        try:
            return await self._read()
        except LmoError:
            return None


def checked(tools: Tools, edit: Edit, fresh: Subject) -> Edit:
    """The same edit of what it is of as that is now; raises LmoError unless every rule still allows it."""
    session, license_ = tools.session, license_of(fresh)
    if reason := rules.why_locked(license_):
        raise RefusedError(reason)
    if conflict := moved(edit, fresh, tools.zone):
        raise conflict
    if reason := session.gate.why_not():  # It may have closed meanwhile.
        raise RefusedError(reason)
    if isinstance(fresh, LicenseFeature):
        (change,) = edit.changes
        after = None if isinstance(change.after, str) else change.after
        parameter, value = fresh.feature.parameter, fresh.feature.value
        return plan_feature(license_, parameter, value, after, fresh.access, digits=MOST_DIGITS)
    return rules.plan(
        license_,
        edit.values,
        access=session.access,
        offered=session.offered(license_.record_type_id),
        today=tools.clock().date(),
    )


def not_confirmed(name: str, error: LmoError) -> UnknownOutcomeError:
    """What is said of a license of which nobody knows whether it was saved."""
    return UnknownOutcomeError(
        f"It is not confirmed that {name} was saved.",
        error.headline,
        "The journal keeps it, and it is looked for again later. Look at the license before you repeat it.",
    )
