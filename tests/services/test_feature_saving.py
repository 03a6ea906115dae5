"""Saving the value of a parameter: by the road of every write, and by the same truths."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.edits import Edit
from lmo_tui.domain.errors import ConflictError, LmoError, NotThereError, RefusedError, UnknownOutcomeError
from lmo_tui.domain.features import Direction, Feature, FeatureContent, Kind
from lmo_tui.domain.filters import View
from lmo_tui.domain.journal import Ending
from lmo_tui.domain.ports import Step
from lmo_tui.domain.settling import COMMITS_WITHIN
from lmo_tui.services.workbench import Workbench
from lmo_tui.services.writing import Kind as End
from tests.fakes.bulk import carried_out
from tests.fakes.clocks import MovingClock
from tests.fakes.features import PACKAGE, with_features
from tests.fakes.licenses import NOW, a_license
from tests.fakes.repository import FakeRepository, with_licenses
from tests.fakes.workbench import MemoryJournal, a_connected_workbench

LICENSE = a_license(42, package="Acme Sign", package_id=PACKAGE, version="2.3.0")


@dataclass
class Scene:
    """A license with parameters that are known here, and an ear for what changes."""

    org: FakeRepository
    bench: Workbench
    journal: MemoryJournal
    told: list[Changed] = field(default_factory=list)

    def feature(self, name: str) -> Feature:
        (found,) = (each for each in self.bench.features.of(LICENSE) if each.parameter.name == name)
        return found

    def plan(self, name: str, after: FeatureContent) -> Edit:
        return self.bench.edits.plan_feature(LICENSE, self.feature(name), after)

    def held(self, name: str) -> FeatureContent:
        value = self.feature(name).value
        assert value is not None
        return self.org.parameters.holds(value.id).content


@pytest.fixture
async def scene() -> Scene:
    return await a_scene()


async def a_scene(clock: MovingClock | None = None) -> Scene:
    org, journal = with_licenses([LICENSE]), MemoryJournal()
    org.parameters = with_features([LICENSE])
    bench = await a_connected_workbench(org, journal=journal, clock=clock or MovingClock(NOW))
    await bench.features.keep_up(now=True)
    scene = Scene(org, bench, journal)
    bench.changes.subscribe(scene.told.append)
    org.calls.clear()
    org.parameters.calls.clear()
    return scene


@pytest.mark.parametrize(
    ("name", "after"),
    [
        ("E_Signature", False),
        ("Max_Envelopes", 12),
        ("Max_Envelopes", None),
        ("Sandbox_Until", date(2027, 1, 31)),
    ],
)
async def test_read_sent_once_read_back_and_kept(scene: Scene, name: str, after: FeatureContent) -> None:
    edit = scene.plan(name, after)
    outcome = await scene.bench.edits.save(edit, "CASE-1")
    assert (outcome.kind, outcome.error) == (End.APPLIED, None)
    assert scene.org.calls == ["license", "update", "license"]
    assert scene.org.parameters.calls == ["those", "those"]
    ((sent, since),) = scene.org.updates
    assert (sent.changes, since) == (edit.changes, scene.org.updates[0][0].subject.modified)
    assert scene.held(name) == scene.feature(name).content == after
    assert outcome.held is not None
    assert outcome.held.value_of(edit.changes[0].field) == after
    assert scene.journal.steps == [Step.INTENDED, Step.APPLIED]
    assert scene.told == [Changed(frozenset({LICENSE.id}), moved=False, features=True)]


async def test_what_somebody_else_set_meanwhile_is_not_written_over(scene: Scene) -> None:
    edit = scene.plan("Max_Envelopes", 12)
    scene.org.parameters.set("Max_Envelopes", 700, LICENSE.id, NOW + timedelta(minutes=1))
    outcome = await scene.bench.edits.save(edit)
    assert outcome.kind is End.CONFLICT
    assert isinstance(outcome.error, ConflictError)
    assert "Max Envelopes to 700" in outcome.error.detail
    assert scene.org.updates == []
    again = scene.bench.edits.again(edit)
    assert [(each.before, each.after) for each in again.changes] == [(700, 12)]


async def test_somebody_who_gets_in_between_is_told(scene: Scene) -> None:
    edit = scene.plan("E_Signature", False)
    later = NOW + timedelta(minutes=1)
    scene.org.before["update"] = lambda: scene.org.parameters.set("Max_Envelopes", 700, LICENSE.id, later)
    assert (await scene.bench.edits.save(edit)).kind is End.APPLIED, "another record is no matter"
    edit = scene.plan("E_Signature", True)
    much = NOW + timedelta(hours=1)
    scene.org.before["update"] = lambda: scene.org.parameters.set("E_Signature", False, LICENSE.id, much)
    assert (await scene.bench.edits.save(edit)).kind is End.CONFLICT


@pytest.mark.parametrize("locked", [{"status": "Uninstalled"}, {"license_type": "Read-Only"}, {"checkout": True}])
async def test_a_license_that_was_locked_meanwhile_keeps_its_values(scene: Scene, locked: dict[str, Any]) -> None:
    edit = scene.plan("E_Signature", False)
    scene.org.somebody_changes(LICENSE.id, **locked)
    outcome = await scene.bench.edits.save(edit)
    assert outcome.kind is End.REFUSED
    assert scene.org.updates == []


async def test_a_parameter_that_the_org_calls_a_metric_is_not_written_whatever_is_known_here(scene: Scene) -> None:
    edit = scene.plan("E_Signature", False)
    scene.org.parameters.held[0] = replace(scene.org.parameters.held[0], direction=Direction.TO_LMO)
    outcome = await scene.bench.edits.save(edit)
    assert outcome.kind is End.REFUSED
    assert "metric" in str(outcome.error)
    assert scene.org.updates == []


async def test_a_record_that_is_gone_is_refused(scene: Scene) -> None:
    edit = scene.plan("E_Signature", False)
    scene.org.fail("license", NotThereError("Gone."))
    assert (await scene.bench.edits.save(edit)).kind is End.REFUSED
    assert scene.org.updates == []


@pytest.mark.parametrize(("committed", "end"), [(True, End.APPLIED), (False, End.UNKNOWN)])
async def test_a_lost_answer_is_settled_by_reading(scene: Scene, committed: bool, end: End) -> None:
    scene.org.fail("update", UnknownOutcomeError("The answer was lost."), committed=committed)
    outcome = await scene.bench.edits.save(scene.plan("E_Signature", False))
    assert outcome.kind is end
    assert len(scene.org.updates) == committed


async def test_what_was_not_known_is_settled_at_the_next_start_in_few_calls() -> None:
    clock = MovingClock(NOW)
    scene = await a_scene(clock)
    for name, after in (("E_Signature", False), ("Max_Envelopes", 12)):
        scene.org.fail("update", UnknownOutcomeError("The answer was lost."), committed=False)
        assert (await scene.bench.edits.save(scene.plan(name, after))).kind is End.UNKNOWN
    scene.org.parameters.set("Max_Envelopes", 12, LICENSE.id, NOW)
    scene.org.calls.clear()
    scene.org.parameters.calls.clear()
    clock.now += COMMITS_WITHIN + timedelta(minutes=1)
    settled = await scene.bench.settler.settle()
    assert {each.entry.changes[0].label: each.ending for each in settled} == {
        "E Signature": Ending.REFUSED,
        "Max Envelopes": Ending.APPLIED,
    }
    assert scene.org.calls == [], "the licenses come with their values"
    asked = [each for each in scene.org.parameters.calls if each != "access"]  # That was learned before.
    assert asked == ["those", "those"], "a call for each type"
    assert scene.feature("Max_Envelopes").content == 12, "the local copy follows"
    assert any("Max Envelopes 12 was saved" in each.sentence for each in settled)


async def test_undo_is_a_new_edit_while_the_org_holds_what_was_saved(scene: Scene) -> None:
    await scene.bench.edits.save(scene.plan("E_Signature", False))
    entry = await scene.bench.history.newest_undoable(LICENSE.id)
    assert entry is not None
    back = scene.bench.edits.plan_undo(entry, LICENSE)
    assert (await scene.bench.edits.save(back)).kind is End.APPLIED
    assert scene.held("E_Signature") is True
    assert [intent.undoes for _, intent, _ in scene.journal.intents] == ["", entry.id]
    with pytest.raises(RefusedError, match="E Signature of L-00042 is on now, not off"):
        scene.bench.edits.plan_undo(entry, LICENSE)
    with pytest.raises(RefusedError, match="undone already"):
        scene.bench.edits.plan_undo(await scene.bench.history.named(entry.id), LICENSE)


async def test_why_not_is_said_before_anything_is_planned(scene: Scene) -> None:
    why_not = scene.bench.edits.why_not_feature
    assert why_not(LICENSE, scene.feature("E_Signature")) is None
    assert "is a metric" in str(why_not(LICENSE, scene.feature("Monthly_Users")))
    for name, after in (("E_Signature", 1), ("E_Signature", None), ("Max_Envelopes", True), ("Max_Envelopes", 10**9)):
        with pytest.raises(LmoError):
            scene.plan(name, after)
    assert scene.feature("Sandbox_Until").parameter.kind is Kind.DATE


async def test_three_hundred_licenses_take_six_calls_and_are_taken_back_as_a_whole() -> None:
    licenses = [replace(LICENSE, id=f"a0X5g{number:010d}AAA", name=f"L-{number:05d}") for number in range(1, 301)]
    org = with_licenses(licenses)
    org.parameters = with_features(licenses, {"Max_Envelopes": 500})
    bench = await a_connected_workbench(org)
    await bench.features.keep_up(now=True)
    (parameter,) = (each for each in bench.features.parameters(PACKAGE) if each.name == "Max_Envelopes")
    org.calls.clear()
    org.parameters.calls.clear()
    drafted = await bench.bulk.draft_features(await bench.matrix.column(View(), parameter, 1_000), lambda _: 7)
    assert (len(drafted.edits), drafted.skipped, org.calls) == (300, (), [])
    run = await carried_out(bench, drafted)
    assert run.counts == {End.APPLIED: 300}
    calls = [each for each in (*org.calls, *org.parameters.calls) if each in {"those", "update_all"}]
    assert len(calls) == 6, calls
    assert {each.content for each in org.parameters.values} == {7}
    assert {feature.content for each in licenses for feature in bench.features.of(each) if feature.value} == {7}
    back = await bench.bulk.draft_back(await bench.history.of_run(run.plan.id))
    assert (await carried_out(bench, back)).counts == {End.APPLIED: 300}
    assert {each.content for each in org.parameters.values} == {500}


async def test_of_many_each_has_an_end_of_its_own() -> None:
    licenses = [a_license(number, package_id=PACKAGE, version="2.3.0") for number in (1, 2, 3)]
    org = with_licenses(licenses)
    org.parameters = with_features(licenses)
    bench = await a_connected_workbench(org)
    await bench.features.keep_up(now=True)
    (parameter,) = (each for each in bench.features.parameters(PACKAGE) if each.name == "E_Signature")
    drafted = await bench.bulk.draft_features(await bench.matrix.column(View(), parameter, 10), lambda _: False)
    names = [edit.license.name for edit in drafted.edits]
    org.parameters.set("E_Signature", False, licenses[0].id, NOW + timedelta(minutes=1))
    org.somebody_changes(licenses[1].id, status="Uninstalled")
    run = await carried_out(bench, drafted)
    ends = {name: run.results[place].kind for place, name in enumerate(names)}
    assert ends == {"L-00001": End.CONFLICT, "L-00002": End.REFUSED, "L-00003": End.APPLIED}
    assert len(org.updates) == 1
