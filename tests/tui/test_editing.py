"""Changing a license on the screen, to the end."""

from datetime import date

from lmo_tui.domain.licenses import Field
from lmo_tui.domain.ports import Step
from tests.robots.desk import at_the_desk


async def test_suspending_a_license_sends_one_field_and_shows_what_was_read_back() -> None:
    async with at_the_desk() as desk:
        await (
            desk.select("L-00005")
            .status("Suspended")
            .expect(r"Change L-00005 · Umbrella Ltd · in acme-lmo +DEMO")
            .expect(r"Status +Active +→ +■ Suspended")
            .expect_nothing_sent()
            .confirm("CASE-10442")
            .expect_said(r"Saved L-00005: Status Suspended, read back 14:00:00\.")
            .expect_row("L-00005", "■ Suspended")
            .expect_sent({Field.STATUS: "Suspended"})
        )
        assert desk.journal.steps == [Step.INTENDED, Step.APPLIED]
        assert desk.journal.intents[0][2] == "CASE-10442"
        assert desk.repository.updates[0][1] is not None, "no precondition was sent"


async def test_the_form_sends_only_what_differs() -> None:
    async with at_the_desk() as desk:
        await (
            desk.select("L-00005")
            .press("e")
            .expect(r"= 50 seats, as it is now")
            .fill("60")
            .expect(r"= 60 seats, \+10\.")
            .press("enter")
            .expect(r"Seats +50 +→ +60 +\(\+10\)")
            .expect_not(r"Expires .*→")
            .confirm()
            .expect_sent({Field.SEATS: 60})
        )


async def test_extending_counts_from_the_present_end() -> None:
    async with at_the_desk() as desk:
        await (
            desk.select("L-00005")
            .press("x")
            .fill("2w")
            .expect("= 2027-02-14, a Sunday, \\+14 d")
            .press("enter")
            .confirm()
            .expect_sent({Field.EXPIRES: date(2027, 2, 14)})
        )


async def test_wrong_entries_are_explained_as_they_are_typed_and_go_nowhere() -> None:
    async with at_the_desk() as desk:
        await (
            desk.select("L-00005")
            .press("e")
            .fill("many")
            .expect("“many” is not a number of seats")
            .press("enter")
            .expect("Terms of L-00005")
            .fill("")
            .expect("No seats were given")
            .press("enter")
            .expect("Terms of L-00005")
            .fill("50")
            .press("tab")
            .fill("2027-02-31")
            .expect("There is no day 31 in 2027-02")
            .press("enter")
            .expect("Terms of L-00005")
            .fill("")
            .press("enter")
            .expect("No expiry was given")
            .expect_nothing_sent()
        )


async def test_never_and_site_must_be_said() -> None:
    async with at_the_desk() as desk:
        await (
            desk.select("L-00005")
            .press("e")
            .fill("site")
            .press("tab")
            .fill("never")
            .press("enter")
            .expect("Seats +50 +→ +site license")
            .expect("Expires +2027-01-31 +→ +never expires")
            .confirm()
            .expect_sent({Field.SEATS: None, Field.EXPIRES: None})
        )


async def test_a_trial_beyond_ninety_days_is_refused_in_the_form() -> None:
    async with at_the_desk() as desk:
        await (
            desk.select("L-00002")
            .press("e", "tab")
            .fill("+91d")
            .expect("A trial may last at most 90 days")
            .press("enter")
            .expect("Terms of L-00002")
            .expect_nothing_sent()
        )


async def test_cancel_at_every_step_sends_nothing() -> None:
    async with at_the_desk() as desk:
        for cancel in ("q", "escape", "ctrl+c"):
            await desk.select("L-00005").press("s", cancel).expect_row("L-00005")
            await desk.status("Suspended").press(cancel).expect_row("L-00005", "● Active")
        for cancel in ("escape", "ctrl+c"):
            await desk.press("e", cancel).expect_row("L-00005")
        await desk.expect_nothing_sent()


async def test_modify_license_instead_of_saving() -> None:
    async with at_the_desk() as desk:
        await (
            desk.select("L-00005")
            .status("Suspended")
            .press("b")
            .expect("https://acme.my.salesforce.example/apex/sfLma__ModifyLicense")
            .expect_nothing_sent()
        )


async def test_the_license_screen_edits_as_the_list_does() -> None:
    async with at_the_desk(size=(80, 24)) as desk:
        await (
            desk.select("L-00005")
            .press("enter")
            .expect("They can get in until 2027-01-31")
            .status("Suspended")
            .confirm()
            .expect("They cannot get in: the license is Suspended")
            .press("q")
            .expect_on("L-00005")
            .expect_row("L-00005", "■ Suspended")
            .expect_sent({Field.STATUS: "Suspended"})
        )


async def test_the_command_line_takes_values_and_still_asks() -> None:
    async with at_the_desk() as desk:
        await (
            desk.select("L-00005")
            .command("status suspended")
            .expect("Enter save")
            .press("q")
            .command("seats 75")
            .expect(r"Seats +50 +→ +75")
            .press("q")
            .command("expires 2027-02-31")
            .expect_said("There is no day 31 in 2027-02")
            .command("extend soon")
            .expect_said("“soon” is not an amount of time")
            .expect_nothing_sent()
            .command("seats 75")
            .confirm()
            .expect_sent({Field.SEATS: 75})
        )
