"""Taking changes back on the screen."""

from datetime import timedelta

from lmo_tui.domain.journal import Ended, Ending, JournalEntry
from lmo_tui.domain.licenses import Field
from tests.fakes.journal import an_entry
from tests.fakes.licenses import NOW, a_license, license_id
from tests.robots.desk import at_the_desk

EARLIER = NOW - timedelta(days=2)


def saved(entry: JournalEntry) -> list[JournalEntry | Ended]:
    return [entry, Ended(entry.id, entry.at, Ending.APPLIED)]


async def test_u_takes_the_newest_change_back_after_a_confirmation_and_u_again_redoes_it() -> None:
    async with at_the_desk([a_license(42), a_license(43)]) as desk:
        await desk.select("L-00042").status("Suspended").confirm("CASE-1")
        desk.repository.updates.clear()
        await (
            desk.press("u")
            .expect(r"Change L-00042 · Globex Corporation · in acme-lmo +DEMO")
            .expect(r"Status +Suspended +→ +● Active")
            .expect(r"Takes back the change of 2026-11-24 .* by Dana Smith: CASE-1")
            .expect_nothing_written()
            .confirm("CASE-2")
            .expect_sent({Field.STATUS: "Active"})
            .expect_row("L-00042", "● Active")
            .press("u")
            .expect("Takes back the undo of")
            .expect(r"Status +Active +→ +■ Suspended")
            .press("q")
            .select("L-00043")
            .press("u")
            .expect_said("No saved change of L-00043 by you is in the journal")
        )
        assert [entry.undoes for entry in desk.journal.history()] == ["entry-1", ""]


async def test_a_change_of_an_earlier_run_is_asked_for() -> None:
    lines = [*saved(an_entry("old1", at=EARLIER, reason="CASE-9")), *saved(an_entry("old2", at=EARLIER))]
    async with at_the_desk([a_license(42, seats=60)], journal_lines=lines) as desk:
        await (
            desk.press("u")
            .expect("Undo which of your earlier changes of L-00042")
            .expect(r"Seats 50 → 60 +CASE-9")
            .press("enter")
            .expect(r"Seats +60 +→ +50")
            .confirm()
            .expect_sent({Field.SEATS: 50})
        )


async def test_what_somebody_changed_since_is_not_undone() -> None:
    async with at_the_desk([a_license(42)]) as desk:
        await desk.command("seats 60").confirm()
        desk.repository.updates.clear()
        desk.repository.somebody_changes(license_id(42), seats=70)
        await (
            desk.press("u")
            .confirm()
            .expect_said(r"not saved.*Priya Nair changed Seats to 70.*Press v to compare")
            .expect_row("L-00042", "38/70")
            .press("u")
            .expect_said("Not undone: Seats of L-00042 is 70 now, not 60")
            .expect_nothing_written()
        )
        assert [entry.undone_by for entry in desk.journal.history()] == ["", ""]


async def test_an_org_that_does_not_answer_holds_no_key() -> None:
    async with at_the_desk([a_license(42)]) as desk:
        await desk.command("seats 60").confirm()
        desk.repository.calls.clear()
        await desk.press("u").expect("Enter save").press("q")
        assert desk.repository.calls == []


async def test_an_entry_can_be_named_after_the_colon() -> None:
    async with at_the_desk([a_license(42, seats=60)], journal_lines=saved(an_entry("abcd1234", at=EARLIER))) as desk:
        await (
            desk.command("undo abcd")
            .expect(r"Seats +60 +→ +50")
            .press("q")
            .command("undo nothing")
            .expect_said("The journal holds no entry nothing")
            .expect_nothing_sent()
        )


async def test_keys_behind_u_wait_for_the_confirmation() -> None:
    async with at_the_desk([a_license(42)]) as desk:
        await desk.command("seats 60").confirm()
        desk.repository.updates.clear()
        await desk.burst(["u", "\n"]).expect_sent({Field.SEATS: 50})


async def test_trial_to_active_says_before_that_there_is_no_way_back_and_then_why_not() -> None:
    async with at_the_desk([a_license(42, status="Trial", expires=NOW.date())]) as desk:
        await (
            desk.status("Active")
            .expect("This cannot be undone: an Active license never goes back to Trial")
            .confirm()
            .press("u")
            .expect_said("An Active license never goes back to Trial: this change of L-00042 cannot be undone")
        )
