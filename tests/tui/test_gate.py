"""Opening a production org for a while: seen on every line that names it, over by itself, and asked for in words."""

import pytest

from lmo_tui.domain.licenses import Field
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.ports import Step
from lmo_tui.tui.widgets.bars import OrgBar
from tests.fakes.clocks import MovingClock
from tests.fakes.licenses import a_license
from tests.robots.desk import Desk, at_the_desk


def looks_open(desk: Desk) -> tuple[str, bool, bool, bool]:
    """The title of the terminal, whether the top line has the color of writing, and how the two locks stand."""
    bar = desk.app.screen.query_one(OrgBar)
    return (
        desk.app.title,
        bar.has_class("-writing"),
        desk.workbench.session.gate.is_open(),
        desk.repository.may_write(),
    )


async def test_the_time_is_counted_down_where_one_looks_and_closes_both_locks() -> None:
    async with at_the_desk([a_license()], org_class=OrgClass.PRODUCTION, clock=(clock := MovingClock())) as desk:
        assert looks_open(desk) == ("lmo-tui: acme-lmo PROD", False, False, False)
        await desk.press("s").expect_said("acme-lmo is a production org: press U to open it").press("U")
        await desk.expect("Use the Modify License").expect_nothing_sent().press("enter").expect("writing 15:00 left")
        assert looks_open(desk) == ("lmo-tui: acme-lmo PROD · writing", True, True, True)
        clock.advance(minutes=14, seconds=30)
        desk.list.tick()
        await desk.expect("writing 0:30 left")
        clock.advance(seconds=30)
        desk.list.tick()
        await desk.expect("read-only")
        assert looks_open(desk) == ("lmo-tui: acme-lmo PROD", False, False, False)
        await desk.press("s").expect_said("press U to open it").expect_nothing_sent()


async def test_a_dialog_that_was_open_when_the_time_ended_saves_nothing() -> None:
    async with at_the_desk([a_license()], org_class=OrgClass.PRODUCTION, clock=(clock := MovingClock())) as desk:
        await desk.press("U", "enter").status("Suspended").expect("Enter save")
        clock.advance(minutes=15)
        await desk.press("enter").expect_said("press U to open it").expect_nothing_written()
        assert desk.journal.steps == [Step.CONSENT]


async def test_consent_is_recorded_once_for_an_org() -> None:
    async with at_the_desk([a_license()], org_class=OrgClass.PRODUCTION) as desk:
        await desk.press("U", "enter", "L", "U", "enter").status("Suspended").confirm()
        await desk.expect_sent({Field.STATUS: "Suspended"})
        assert desk.journal.steps == [Step.CONSENT, Step.INTENDED, Step.APPLIED]


@pytest.mark.parametrize("org_class", [OrgClass.PRODUCTION, OrgClass.DEMO])
async def test_a_read_only_run_cannot_be_opened(org_class: OrgClass) -> None:
    async with at_the_desk([a_license()], org_class=org_class, read_only=True) as desk:
        await desk.press("U").expect_said("Started with --read-only").command("unlock").expect_said("--read-only")
        desk.workbench.session.gate.unlock()
        assert looks_open(desk)[1:] == (False, False, False)
        await desk.press("s").expect_said("--read-only").expect_nothing_sent()


@pytest.mark.parametrize(("org_class", "asked"), [(OrgClass.SANDBOX, 1), (OrgClass.DEVELOPER, 1), (OrgClass.DEMO, 0)])
async def test_the_first_write_in_an_org_tells_salesforces_advice_once(org_class: OrgClass, asked: int) -> None:
    advice = "Salesforce advises"
    async with at_the_desk([a_license()], org_class=org_class) as desk:
        await desk.status("Suspended")
        assert desk.text.count(advice) == asked
        await desk.press("b").expect("Modify License L-00042").press("q").expect_nothing_sent()
        await desk.status("Suspended").confirm().expect_said("Saved")
        await desk.status("Active").expect_not(advice).confirm().expect_said("Saved")
        assert desk.journal.steps == [Step.CONSENT] * asked + [Step.INTENDED, Step.APPLIED] * 2


async def test_where_the_consent_cannot_be_recorded_nothing_is_written() -> None:
    async with at_the_desk([a_license()], org_class=OrgClass.SANDBOX) as desk:
        desk.journal.full = True
        await desk.status("Suspended").confirm().expect_said("The journal cannot be written").expect_nothing_written()
