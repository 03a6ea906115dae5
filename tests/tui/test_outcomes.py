"""How a change may end, and what the screen says then: always the truth, and what to do."""

from lmo_tui.domain.errors import BadAnswerError, NoAccessError, RefusedError, StorageError, UnknownOutcomeError
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.ports import Step
from lmo_tui.tui.dialogs.message import MessageDialog
from tests.fakes.licenses import a_license, license_id
from tests.robots.desk import Desk, at_the_desk


def suspend(desk: Desk) -> Desk:
    return desk.status("Suspended").confirm()


async def test_a_conflict_is_not_saved_and_theirs_can_be_kept() -> None:
    async with at_the_desk([a_license()]) as desk:
        desk.repository.somebody_changes(license_id(42), seats=60)
        await (
            suspend(desk)
            .expect_said(r"not saved.*Priya Nair changed Seats to 60.*Press v to compare")
            .expect_nothing_written()
            .expect_row("L-00042", "● Active", "38/60")
            .press("v")
            .expect(r"when you opened it +in the org now +what you wanted")
            .expect(r"Status +Active +Active +Suspended")
            .expect(r"Seats +50 +60 +—")
            .press("t")
            .expect_row("L-00042", "● Active")
            .expect_nothing_written()
        )
        assert desk.journal.steps == [Step.INTENDED, Step.CONFLICT]


async def test_after_a_conflict_mine_is_planned_again_on_what_is_there_now() -> None:
    async with at_the_desk([a_license()]) as desk:
        desk.repository.somebody_changes(license_id(42), seats=60)
        await (
            suspend(desk)
            .press("v", "m")
            .expect("Enter save")
            .confirm()
            .expect_said("Saved L-00042: Status Suspended")
            .expect_sent({Field.STATUS: "Suspended"})
            .expect_row("L-00042", "■ Suspended", "38/60")
        )


async def test_uninstalled_meanwhile() -> None:
    async with at_the_desk([a_license()]) as desk:
        desk.repository.somebody_changes(license_id(42), status="Uninstalled", license_status="Uninstalled")
        await (
            suspend(desk)
            .expect_said("Uninstalled")
            .expect_nothing_written()
            .expect_row("L-00042", "✗ Uninstalled")
            .press("v")
            .expect("Uninstalled")
            .press("q", "s")
            .expect_said("Uninstalled")
        )


async def test_a_lost_answer_is_settled_by_reading() -> None:
    async with at_the_desk([a_license()]) as desk:
        desk.repository.fail("update", UnknownOutcomeError("The answer was lost."), committed=True)
        await suspend(desk).expect_said("Saved L-00042: Status Suspended").expect_row("L-00042", "■ Suspended")


async def test_an_unknown_outcome_is_called_unknown() -> None:
    async with at_the_desk([a_license()]) as desk:
        desk.repository.fail("update", UnknownOutcomeError("The answer was lost."))
        await (
            suspend(desk)
            .expect_said("It is not confirmed that L-00042 was saved")
            .press("v")
            .expect("The journal keeps it")
            .press("q")
            .expect_nothing_written()
        )
        assert desk.journal.steps == [Step.INTENDED, Step.UNKNOWN]


async def test_what_the_org_refuses_is_said_in_its_words() -> None:
    errors = (
        RefusedError("The org refused: Seats must be even."),
        NoAccessError("Your user may not do this."),
        BadAnswerError("That was not the API."),
    )
    async with at_the_desk([a_license()]) as desk:
        for error in errors:
            desk.repository.fail("update", error)
            await suspend(desk).expect_said(error.headline).expect_row("L-00042", "● Active").expect_nothing_written()
            await desk.press("v").expect("L-00042").press("q")


async def test_what_cannot_be_recorded_is_not_written() -> None:
    async with at_the_desk([a_license()]) as desk:
        desk.journal.full = True
        await suspend(desk).expect_said("The journal cannot be written").expect_nothing_written()


async def test_saved_but_not_recorded_says_both() -> None:
    async with at_the_desk([a_license()]) as desk:
        desk.repository.before["update"] = lambda: setattr(desk.journal, "full", True)
        await suspend(desk).expect_said("The journal cannot be written")
        assert any("Saved L-00042" in said for said in desk.app.said)


async def test_the_result_of_a_good_change_can_be_read_again() -> None:
    async with at_the_desk([a_license()]) as desk:
        await desk.press("v").expect_said("Nothing was changed in this run")
        await suspend(desk).press("v").expect("Saved L-00042: Status Suspended, read back 14:00:00")
        assert isinstance(desk.app.screen, MessageDialog)


async def test_reading_one_license_again() -> None:
    async with at_the_desk([a_license()]) as desk:
        await desk.press("r").expect_said("nothing has changed")
        desk.repository.somebody_changes(license_id(42), seats=60)
        await desk.press("r").expect_said("it has changed").expect_row("L-00042", "38/60")
        desk.repository.fail("license", StorageError("The disk is full.", remedy="Make room."))
        await desk.press("r").expect_said("The disk is full. Make room.")
