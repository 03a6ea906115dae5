"""A reason for every change, where the settings require one: from whichever side the change comes."""

import pytest

from lmo_tui.domain.errors import RefusedError
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.settings import settings_from
from lmo_tui.domain.wishes import Wish
from lmo_tui.services.views import SettingsInMemory
from lmo_tui.services.writing import Kind
from tests.fakes.bulk import carried_out
from tests.fakes.licenses import a_license
from tests.fakes.repository import with_licenses
from tests.fakes.workbench import a_workbench
from tests.robots.desk import at_the_desk

REQUIRED = SettingsInMemory(reason_required=True)


@pytest.mark.parametrize("reason", ["", "   "])
async def test_nothing_is_saved_without_one(reason: str) -> None:
    repository = with_licenses([a_license()])
    bench = a_workbench(repository=repository, settings=REQUIRED)
    await bench.session.connect()

    outcome = await bench.edits.save(bench.edits.plan(a_license(), {Field.SEATS: 7}), reason)
    draft = await bench.bulk.draft(lambda: [a_license()], Wish({Field.SEATS: 7}))
    with pytest.raises(RefusedError, match="without a reason"):
        await carried_out(bench, draft, reason=reason)

    assert outcome.kind is Kind.REFUSED
    assert repository.updates == []
    assert (await bench.edits.save(draft.edits[0], "CASE-7")).kind is Kind.APPLIED


async def test_the_desk_asks_once_more() -> None:
    async with at_the_desk([a_license()], settings=REQUIRED) as desk:
        await desk.command("seats 7").confirm().expect_said("Nothing is changed without a reason").expect_nothing_sent()
        await desk.confirm("CASE-7").expect_said("Saved L-00042")


async def test_many_want_one_as_well() -> None:
    async with at_the_desk([a_license()], settings=REQUIRED) as desk:
        await desk.press("a").command("seats 7").press("enter", "enter").expect_said("without a reason")
        await desk.expect_nothing_sent().press("enter", "r").type("CASE-7").press("enter").expect("1 saved")


def test_what_the_setting_does_not_mean_requires_one() -> None:
    assert not settings_from({}).reason_required
    assert settings_from({"reason": "required"}).reason_required
    wrong = settings_from({"reason": "sometimes"})
    assert wrong.reason_required
    assert wrong.problems[0].key == "reason"
