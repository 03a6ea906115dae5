"""The write protocol under every fault: what was sent, what was recorded, what was said."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.edits import Change, Edit
from lmo_tui.domain.errors import (
    BadAnswerError,
    ConflictError,
    LmoError,
    NoAccessError,
    NotThereError,
    RefusedError,
    SignedOutError,
    StorageError,
    UnknownOutcomeError,
    UnreachableError,
)
from lmo_tui.domain.licenses import Field, License
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.ports import Step
from lmo_tui.services.edits import Kind, Outcome
from lmo_tui.services.workbench import Workbench
from lmo_tui.storage.store import Store
from tests.fakes.clocks import MovingClock
from tests.fakes.licenses import NOW, a_license, license_id
from tests.fakes.repository import FakeRepository, an_org, with_licenses
from tests.fakes.workbench import MemoryJournal, a_connected_workbench

LICENSE = a_license(42)
LOST = UnknownOutcomeError("The answer was lost.")


@dataclass
class Scene:
    """One license in an org, a workbench on it, and all that is watched."""

    repository: FakeRepository
    journal: MemoryJournal
    bench: Workbench
    told: list[Changed] = field(default_factory=list)

    def edit(self, **wanted: Any) -> Edit:  # noqa: ANN401 - a value of any of the three fields
        return self.bench.edits.plan(LICENSE, {Field(name): value for name, value in wanted.items()})

    async def save(self, **wanted: Any) -> Outcome:  # noqa: ANN401 - a value of any of the three fields
        edit = self.edit(**wanted)
        self.repository.calls.clear()
        return await self.bench.edits.save(edit, "CASE-1")

    @property
    def stored(self) -> License | None:
        return self.bench.desk.get(LICENSE.id)


async def a_scene(
    org_class: OrgClass = OrgClass.DEMO,
    *,
    store: Store | None = None,
    clock: MovingClock | None = None,
    wait: Callable[[float], Any] | None = None,
) -> Scene:
    repository, journal = with_licenses([LICENSE], org_class), MemoryJournal()
    options: dict[str, Any] = {"wait": wait} if wait else {}
    bench = await a_connected_workbench(
        repository, store=store, journal=journal, clock=clock or MovingClock(), **options
    )
    scene = Scene(repository, journal, bench)
    bench.changes.subscribe(scene.told.append)
    return scene


async def test_a_saved_change_is_recorded_sent_once_read_back_and_told() -> None:
    scene = await a_scene()
    scene.repository.before["license"] = lambda: scene.journal.details.append(f"asked after {scene.journal.steps}")
    outcome = await scene.save(seats=60)
    assert (outcome.kind, outcome.error, outcome.at) == (Kind.APPLIED, None, NOW)
    assert outcome.license == scene.repository.holds(LICENSE.id)
    assert scene.repository.calls == ["license", "update", "license"]
    ((sent, unmodified_since),) = scene.repository.updates
    assert sent.changes == (Change(Field.SEATS, 50, 60),)
    assert unmodified_since == LICENSE.modified
    assert scene.journal.steps == [Step.INTENDED, Step.APPLIED]
    assert "asked after [<Step.INTENDED: 'intended'>]" in scene.journal.details
    assert scene.journal.intents == [(an_org(), Edit(LICENSE, sent.changes), "CASE-1")]
    assert scene.stored == outcome.license
    assert scene.told == [Changed(frozenset({LICENSE.id}))]
    assert scene.bench.edits.in_flight == 0


@pytest.mark.parametrize(
    "wanted",
    [{"status": "Suspended"}, {"seats": None}, {"expires": None}, {"expires": date(2028, 2, 29)}, {"seats": 0}],
)
async def test_only_the_changed_field_is_sent(wanted: dict[str, Any]) -> None:
    scene = await a_scene()
    everything = {field.value: LICENSE.value_of(field) for field in Field}
    outcome = await scene.save(**everything | wanted)
    assert outcome.kind is Kind.APPLIED
    ((sent, _),) = scene.repository.updates
    assert {change.field.value: change.after for change in sent.changes} == wanted


@pytest.mark.parametrize(
    ("theirs", "sentence"),
    [
        ({"seats": 60}, "Priya Nair changed Seats to 60 at 14:00 on 2026-11-24, after you opened it."),
        ({"seats": None}, "Priya Nair changed Seats to site at 14:00 on 2026-11-24, after you opened it."),
        ({"status": "Suspended", "expires": None}, "Priya Nair changed Status to Suspended and Expires to never at"),
    ],
)
async def test_a_license_that_was_changed_meanwhile_is_not_written(theirs: dict[str, Any], sentence: str) -> None:
    scene = await a_scene()
    scene.repository.before["license"] = lambda: scene.repository.somebody_changes(LICENSE.id, **theirs)
    outcome = await scene.save(seats=70)
    assert outcome.kind is Kind.CONFLICT
    assert isinstance(outcome.error, ConflictError)
    assert sentence in outcome.error.detail
    assert scene.repository.calls == ["license"]
    assert scene.repository.updates == []
    assert scene.journal.steps == [Step.INTENDED, Step.CONFLICT]
    assert scene.stored == scene.repository.holds(LICENSE.id)


async def test_a_license_that_only_moved_is_written_with_its_fresh_mark() -> None:
    scene = await a_scene()
    scene.repository.before["license"] = lambda: scene.repository.somebody_changes(LICENSE.id, version="4.3.0")
    outcome = await scene.save(seats=70)
    assert outcome.kind is Kind.APPLIED
    ((sent, unmodified_since),) = scene.repository.updates
    assert unmodified_since == sent.license.modified != LICENSE.modified
    assert sent.license.version == "4.3.0"


@pytest.mark.parametrize(
    ("theirs", "word"),
    [
        ({"status": "Uninstalled"}, "Uninstalled"),
        ({"license_status": "Uninstalled"}, "Uninstalled"),
        ({"license_type": "Read-Only"}, "Read-Only"),
        ({"checkout": True}, "Checkout"),
    ],
)
async def test_a_license_that_was_locked_meanwhile_is_not_written(theirs: dict[str, Any], word: str) -> None:
    scene = await a_scene()
    scene.repository.before["license"] = lambda: scene.repository.somebody_changes(LICENSE.id, **theirs)
    outcome = await scene.save(seats=70)
    assert outcome.kind is Kind.REFUSED
    assert word in str(outcome.error)
    assert scene.repository.updates == []
    assert "update" not in scene.repository.calls
    assert scene.journal.steps == [Step.INTENDED, Step.REFUSED]
    assert scene.stored == scene.repository.holds(LICENSE.id)


async def test_a_status_that_is_not_offered_any_more_is_not_written() -> None:
    scene = await a_scene()
    edit = scene.edit(status="Suspended")
    scene.repository.offers[LICENSE.record_type_id] = ("Active",)
    await scene.bench.session.connect()
    outcome = await scene.bench.edits.save(edit)
    assert outcome.kind is Kind.REFUSED
    assert "nowhere to go" in str(outcome.error)
    assert scene.repository.updates == []


async def test_a_change_between_our_reading_and_our_writing_is_a_conflict() -> None:
    scene = await a_scene()
    scene.repository.before["update"] = lambda: scene.repository.somebody_changes(LICENSE.id, seats=60)
    outcome = await scene.save(seats=70)
    assert outcome.kind is Kind.CONFLICT
    assert "Priya Nair changed Seats to 60" in str(outcome.error)
    assert scene.repository.calls == ["license", "update", "license"]
    assert scene.repository.updates == []
    assert scene.journal.steps == [Step.INTENDED, Step.CONFLICT]
    assert scene.stored is not None
    assert scene.stored.seats == 60


@pytest.mark.parametrize(
    "error",
    [
        RefusedError("Seats must be a multiple of ten."),
        NoAccessError("You may not."),
        SignedOutError("The session is over."),
        UnreachableError("The org is busy."),
    ],
)
async def test_what_the_org_refuses_is_told_in_its_words(error: LmoError) -> None:
    scene = await a_scene()
    scene.repository.fail("update", error)
    outcome = await scene.save(seats=61)
    assert (outcome.kind, outcome.error) == (Kind.REFUSED, error)
    assert scene.repository.calls == ["license", "update", "license"]
    assert scene.journal.steps == [Step.INTENDED, Step.REFUSED]
    assert scene.journal.details[-1] == error.headline
    assert scene.stored == LICENSE


@pytest.mark.parametrize("error", [UnreachableError("No answer."), NotThereError("There is no such license.")])
async def test_what_cannot_be_read_first_is_not_written(error: LmoError) -> None:
    scene = await a_scene()
    scene.repository.fail("license", error)
    outcome = await scene.save(seats=61)
    assert (outcome.kind, outcome.license, outcome.error) == (Kind.REFUSED, None, error)
    assert scene.repository.calls == ["license"]
    assert scene.journal.steps == [Step.INTENDED, Step.REFUSED]
    assert scene.stored == LICENSE


@pytest.mark.parametrize("error", [LOST, BadAnswerError("That was no answer.")])
async def test_a_lost_answer_to_a_write_that_happened_is_found_by_reading(error: LmoError) -> None:
    scene = await a_scene()
    scene.repository.fail("update", error, committed=True)
    outcome = await scene.save(seats=61)
    assert (outcome.kind, outcome.error) == (Kind.APPLIED, None)
    assert scene.repository.calls == ["license", "update", "license"]
    assert scene.journal.steps == [Step.INTENDED, Step.APPLIED]
    assert scene.stored == scene.repository.holds(LICENSE.id)


async def test_a_write_that_happens_after_we_gave_up_is_found_by_reading_again() -> None:
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            scene.repository.somebody_changes(LICENSE.id, by="Dana Smith", seats=61)

    scene = await a_scene(wait=wait)
    scene.repository.fail("update", LOST)
    outcome = await scene.save(seats=61)
    assert outcome.kind is Kind.APPLIED
    assert waited == [0.0, 2.0, 5.0]
    assert scene.repository.calls == ["license", "update", "license", "license", "license"]


@pytest.mark.parametrize("readable", [True, False])
async def test_a_lost_answer_that_reading_does_not_tell_stays_unknown(readable: bool) -> None:
    scene = await a_scene()
    scene.repository.fail("update", LOST)
    if not readable:
        scene.repository.before["update"] = lambda: scene.repository.fail("license", UnreachableError("."), times=9)
    outcome = await scene.save(seats=61)
    assert outcome.kind is Kind.UNKNOWN
    assert isinstance(outcome.error, UnknownOutcomeError)
    assert "not confirmed that L-00042 was saved" in outcome.error.headline
    assert outcome.license == (LICENSE if readable else None)
    assert scene.repository.calls == ["license", "update", "license", "license", "license"]
    assert scene.journal.steps == [Step.INTENDED, Step.UNKNOWN]


async def test_an_answer_that_is_not_the_api_without_the_change_means_that_nothing_was_saved() -> None:
    scene = await a_scene()
    error = BadAnswerError("The server sent a login page.")
    scene.repository.fail("update", error)
    outcome = await scene.save(seats=61)
    assert (outcome.kind, outcome.error, outcome.license) == (Kind.REFUSED, error, LICENSE)


async def test_a_value_that_the_org_did_not_keep_is_not_called_saved() -> None:
    scene = await a_scene()

    def after_the_update() -> None:
        scene.repository.before["license"] = lambda: scene.repository.somebody_changes(LICENSE.id, seats=10)

    scene.repository.before["update"] = after_the_update
    outcome = await scene.save(seats=61)
    assert outcome.kind is Kind.CONFLICT
    assert "the org holds another value: Seats is 10, not 61" in str(outcome.error)
    assert scene.journal.steps == [Step.INTENDED, Step.CONFLICT]
    assert scene.stored is not None
    assert scene.stored.seats == 10


async def test_a_saved_change_that_cannot_be_read_back_is_still_saved() -> None:
    scene = await a_scene()
    error = UnreachableError("No answer.")
    scene.repository.before["update"] = lambda: scene.repository.fail("license", error)
    outcome = await scene.save(seats=61)
    assert (outcome.kind, outcome.license, outcome.error) == (Kind.APPLIED, None, error)
    assert scene.journal.steps == [Step.INTENDED, Step.APPLIED]


@pytest.mark.parametrize(
    ("fresh", "readings", "waited"), [(1, 2, [1.1]), (2, 3, [1.1, 0.0])], ids=["a second later", "by a clock that lags"]
)
async def test_a_license_that_changed_this_very_second_is_read_again_before_it_is_written(
    fresh: int, readings: int, waited: list[float]
) -> None:
    pauses: list[float] = []

    async def wait(seconds: float) -> None:
        pauses.append(seconds)

    scene = await a_scene(wait=wait)
    scene.repository.fresh_readings = fresh
    assert (await scene.save(seats=60)).kind is Kind.APPLIED
    assert scene.repository.calls == ["license"] * readings + ["update", "license"]
    assert pauses == waited


async def test_a_license_that_changes_all_the_time_is_not_written() -> None:
    scene = await a_scene()
    scene.repository.fresh_readings = 99
    outcome = await scene.save(seats=60)
    assert outcome.kind is Kind.REFUSED
    assert isinstance(outcome.error, UnreachableError)
    assert "being changed by somebody else right now" in outcome.error.headline
    assert scene.repository.updates == []


async def test_what_cannot_be_recorded_is_not_written() -> None:
    scene = await a_scene()
    edit = scene.edit(seats=61)
    scene.repository.calls.clear()
    scene.journal.full = True
    outcome = await scene.bench.edits.save(edit)
    assert outcome.kind is Kind.REFUSED
    assert isinstance(outcome.error, StorageError)
    assert scene.repository.calls == []


async def test_an_end_that_cannot_be_recorded_is_told_but_changes_no_truth() -> None:
    scene = await a_scene()
    scene.repository.before["update"] = lambda: setattr(scene.journal, "full", True)
    outcome = await scene.save(seats=61)
    assert outcome.kind is Kind.APPLIED
    assert isinstance(outcome.error, StorageError)
    assert scene.stored == scene.repository.holds(LICENSE.id)


class FullStore(Store):
    """A store that takes its first licenses and then no more."""

    full = False

    def put(self, licenses: Any) -> None:  # noqa: ANN401 - what Store takes
        if self.full:
            raise StorageError("The disk is full.")
        super().put(licenses)
        self.full = True


async def test_a_full_store_does_not_hide_that_it_was_saved() -> None:
    scene = await a_scene(store=FullStore(":memory:"))
    outcome = await scene.save(seats=61)
    assert outcome.kind is Kind.APPLIED
    assert isinstance(outcome.error, StorageError)
    assert outcome.license is not None
    assert outcome.license.seats == 61
    assert scene.journal.steps == [Step.INTENDED, Step.APPLIED]


async def test_cancelling_the_caller_loses_no_outcome() -> None:
    reached, go_on = asyncio.Event(), asyncio.Event()

    async def wait(seconds: float) -> None:
        reached.set()
        await go_on.wait()

    scene = await a_scene(wait=wait)
    scene.repository.fail("update", LOST, committed=True)
    caller = asyncio.create_task(scene.save(seats=61))
    await reached.wait()
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    assert scene.bench.edits.in_flight == 1
    assert scene.journal.steps == [Step.INTENDED]
    go_on.set()
    await scene.bench.edits.finish()
    assert scene.bench.edits.in_flight == 0
    assert scene.journal.steps == [Step.INTENDED, Step.APPLIED]
    assert scene.stored is not None
    assert scene.stored.seats == 61


async def test_a_license_that_is_being_saved_is_not_saved_twice() -> None:
    reached, go_on = asyncio.Event(), asyncio.Event()

    async def wait(seconds: float) -> None:
        reached.set()
        await go_on.wait()

    scene = await a_scene(wait=wait)
    edit = scene.edit(seats=61)
    scene.repository.fail("update", LOST, committed=True)
    first = asyncio.create_task(scene.bench.edits.save(edit))
    await reached.wait()
    second = await scene.bench.edits.save(edit)
    assert second.kind is Kind.REFUSED
    assert "being saved" in str(second.error)
    go_on.set()
    assert (await first).kind is Kind.APPLIED
    assert len(scene.repository.updates) == 1


async def test_a_gate_that_closes_meanwhile_stops_the_write() -> None:
    clock = MovingClock()
    scene = await a_scene(OrgClass.PRODUCTION, clock=clock)
    await scene.bench.session.consent_and_unlock()
    scene.repository.before["license"] = lambda: clock.advance(minutes=16)
    outcome = await scene.save(seats=61)
    assert outcome.kind is Kind.REFUSED
    assert "press U" in str(outcome.error)
    assert scene.repository.calls == ["license"]
    assert scene.journal.steps == [Step.CONSENT, Step.INTENDED, Step.REFUSED]


async def test_two_changes_one_after_the_other_are_both_saved() -> None:
    scene = await a_scene()
    first = await scene.save(seats=61)
    assert first.license is not None
    edit = scene.bench.edits.plan(first.license, {Field.STATUS: "Suspended"})
    second = await scene.bench.edits.save(edit)
    assert second.kind is Kind.APPLIED
    assert scene.repository.holds(LICENSE.id) == second.license
    assert second.license is not None
    assert (second.license.seats, second.license.status) == (61, "Suspended")


async def test_a_write_that_had_to_wait_for_nothing_is_over_when_it_is_told() -> None:
    """Textual runs tasks eagerly where Python can; what ended before it was noted was called on its way for ever."""
    scene = await a_scene()
    asyncio.get_running_loop().set_task_factory(getattr(asyncio, "eager_task_factory", None))
    assert (await scene.save(seats=61)).kind is Kind.APPLIED
    assert scene.bench.edits.in_flight == 0
    assert scene.bench.edits.why_not(scene.repository.holds(LICENSE.id)) is None


async def test_an_edit_planned_on_old_data_is_a_conflict_even_with_the_same_mark() -> None:
    scene = await a_scene()
    stale = replace(LICENSE, seats=49)
    outcome = await scene.bench.edits.save(scene.bench.edits.plan(stale, {Field.SEATS: 61}))
    assert outcome.kind is Kind.CONFLICT
    assert scene.repository.updates == []
    assert stale.id == license_id(42)
