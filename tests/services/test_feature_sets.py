"""A feature set given to hundreds of licenses: what is planned, in how many calls, and that all comes back."""

from lmo_tui.domain.change_sets import Why, edits_told
from lmo_tui.domain.feature_sets import captured
from lmo_tui.domain.features import FULL_ACCESS
from lmo_tui.services.workbench import Workbench
from lmo_tui.services.writing import Kind
from tests.fakes.bulk import carried_out
from tests.fakes.features import PACKAGE, with_features
from tests.fakes.licenses import NOW, a_license
from tests.fakes.repository import FakeRepository, with_licenses
from tests.fakes.workbench import a_connected_workbench


async def a_bench(count: int) -> tuple[Workbench, FakeRepository]:
    """So many licenses of one package with two settings each; the first holds others, and a hundred one of both."""
    owned = [
        a_license(number, package_id=PACKAGE, version="2.3.0", **({"status": "Uninstalled"} if number == 2 else {}))
        for number in range(1, count + 1)
    ]
    org = with_licenses(owned)
    org.parameters = with_features(owned, {"E_Signature": True, "Max_Envelopes": 500})
    for each in (owned[0], *owned[102:]):
        org.parameters.set("E_Signature", False, each.id, NOW)
    org.parameters.set("Max_Envelopes", 900, owned[0].id, NOW)
    bench = await a_connected_workbench(org)
    await bench.features.keep_up(now=True)
    return bench, org


async def test_a_set_for_three_hundred_licenses_is_exact_takes_eight_calls_and_comes_back_whole() -> None:
    bench, org = await a_bench(302)
    before = {each.id: each.content for each in org.parameters.values}
    wanted = captured("gold", org.licenses[0], bench.features.of(org.licenses[0]))

    draft = await bench.bulk.draft_set(lambda: org.licenses, bench.features.of, wanted, FULL_ACCESS)
    assert edits_told(draft.edits) == "400 values of 300 licenses"
    assert {each.license_id: each.why for each in draft.skipped} == {
        org.licenses[0].id: Why.DONE,
        org.licenses[1].id: Why.RULE,
    }

    org.calls.clear()
    org.parameters.calls.clear()
    run = await carried_out(bench, draft)
    asked = [each for each in (*org.calls, *org.parameters.calls) if each in {"those", "update_all", "license"}]
    assert sorted(asked) == ["those"] * 6 + ["update_all"] * 2, "three a chunk, two more where types meet"
    assert [result.kind for result in run.results.values()] == [Kind.APPLIED] * 400
    after = {each.id: each.content for each in org.parameters.values}
    planned = {edit.key: edit.changes[0].after for edit in draft.edits}
    assert after == before | planned

    entries = await bench.history.of_run(run.plan.id)
    back = await carried_out(bench, await bench.bulk.draft_back(entries))
    assert back.counts == {Kind.APPLIED: 400}
    assert {each.id: each.content for each in org.parameters.values} == before
