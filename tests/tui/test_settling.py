"""What an earlier run left open is settled when the desk opens, and what is unknown is checked before one's eyes."""

from datetime import timedelta

from lmo_tui.domain.errors import UnknownOutcomeError
from lmo_tui.domain.journal import JournalEntry
from lmo_tui.domain.ports import Step
from tests.fakes.clocks import MovingClock
from tests.fakes.journal import an_entry
from tests.fakes.licenses import NOW, a_license
from tests.robots.desk import Desk, at_the_desk

LICENSES = [a_license(42, seats=60), a_license(43), a_license(44), a_license(45)]


def left(number: int) -> JournalEntry:
    return an_entry(f"e{number}", at=NOW - timedelta(hours=1), license_=a_license(number))


async def test_the_desk_says_what_became_of_an_earlier_runs_changes() -> None:
    async with at_the_desk(LICENSES, journal_lines=[left(42), left(43)]) as desk:
        await desk.expect_nothing_sent().expect_not("checking…")
        assert desk.app.said == ["L-00042: checked, Seats 60 was saved.", "L-00043: checked, Seats 60 was not saved."]
        assert desk.journal.unsettled() == []


async def test_many_answers_are_one_sentence() -> None:
    async with at_the_desk(LICENSES, journal_lines=[left(number) for number in (42, 43, 44, 45)]) as desk:
        await desk.expect_said("4 changes whose answer was lost were checked: 1 saved, 3 not saved. J shows them.")


async def test_while_only_reading_can_tell_it_says_checking() -> None:
    async with at_the_desk([a_license(42)], clock=(clock := MovingClock())) as desk:
        seen: list[str] = []

        def look() -> None:
            seen.append(desk.list.stage.saving[a_license(42).id[:15]])

        def lose() -> None:
            desk.repository.before["license"] = look

        desk.repository.fail("update", UnknownOutcomeError("The answer was lost."))
        desk.repository.before["update"] = lose
        await suspend(desk).expect_said("It is not confirmed that L-00042 was saved")
        assert seen == ["checking…"]
        clock.advance(minutes=1)
        desk.repository.somebody_changes(a_license(42).id, status="Suspended")
        desk.list.org.look()
        await desk.expect_said("L-00042: checked, Status Suspended was saved").expect_row("L-00042", "■ Suspended")
        assert desk.journal.steps == [Step.INTENDED, Step.UNKNOWN, Step.APPLIED]


def suspend(desk: Desk) -> Desk:
    return desk.status("Suspended").confirm()
