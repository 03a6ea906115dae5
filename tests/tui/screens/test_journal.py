"""The journal on the screen: what was changed, found by words, in full, undone and gone to."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lmo_tui.domain.edits import Change
from lmo_tui.domain.journal import Ended, Ending, JournalEntry
from lmo_tui.domain.licenses import Field
from lmo_tui.tui.widgets.filter_line import FilterLine
from tests.fakes.journal import an_entry
from tests.fakes.licenses import NOW, a_license
from tests.robots.desk import at_the_desk

LICENSES = [a_license(1, account="Stark Industries"), a_license(42, seats=60), a_license(43, status="Suspended")]
STATUS = (Change(Field.STATUS, "Active", "Suspended"),)


def lines() -> list[JournalEntry | Ended]:
    """Four changes of earlier days, oldest first; the first one was made in another org."""
    told: list[JournalEntry | Ended] = []
    elsewhere = replace(an_entry("elsewhere", reason="CASE-0"), org_id="00D5g0000000OTHEAK")
    for days, entry, ending, detail in (
        (5, elsewhere, Ending.APPLIED, ""),
        (4, an_entry("aaaa", license_=a_license(1), reason="CASE-1"), Ending.REFUSED, "Seats must be even."),
        (3, an_entry("bbbb", reason="CASE-2 renewal"), Ending.APPLIED, ""),
        (2, an_entry("cccc", license_=a_license(43), changes=STATUS), Ending.APPLIED, ""),
    ):
        at = NOW - timedelta(days=days)
        told += [replace(entry, at=at), Ended(entry.id, at, ending, detail)]
    return told


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_every_change_of_this_org_newest_first_and_one_of_them_in_full(
    size: tuple[int, int],
) -> None:
    async with at_the_desk(LICENSES, journal_lines=lines(), size=size) as desk:
        await (
            desk.press("J")
            .expect(r"Journal · 3 changes, newest first")
            .expect_not("CASE-0")
            .expect(r"▌2026-11-22 \d\d:00  L-00043    ● saved .* Status Active → Suspended")
            .expect(r"─ L-00043 · Globex Corporation ─")
            .press("G")
            .expect(r"▌2026-11-20 \d\d:00  L-00001    ✗ not saved")
            .expect(r"─ L-00001 · Stark Industries ─")
            .expect(r" Seats +50 +→ +60")
            .expect(r" Ended +✗ not saved · .* · Seats must be even\.")
            .expect(r" Reason +CASE-1")
            .expect(r" User +Dana Smith · 2026-11-20")
            .expect(r" Org +Acme LMO DEMO 00D5g0000000LMOEAK")
            .expect(r" Undo +no: .*nothing to undo")
            .press("q")
            .expect_row("L-00043")
        )


async def test_its_line_offers_nothing_of_the_language_in_which_licenses_are_filtered() -> None:
    async with at_the_desk(LICENSES, journal_lines=lines()) as desk:
        await desk.press("J").type("/sta").press("tab", "up").expect_not("status:")
        line = desk.app.screen.query_one(FilterLine)
        assert (line.value, line.offered, desk.app.focused) == ("sta", None, line)


async def test_words_narrow_it_and_go_again() -> None:
    async with at_the_desk(LICENSES, journal_lines=lines()) as desk:
        await (
            desk.press("J", "slash")
            .type("not saved")
            .expect("Journal · 1 change,")
            .expect(r"L-00001 .*CASE-1")
            .press("enter")
            .expect(r"/not saved")
            .press("slash")
            .fill("nobody")
            .expect("No change fits these words")
            .press("enter", "u")
            .expect_said("No change is selected: the list is empty")
            .press("slash", "ctrl+c")
            .expect("Journal · 3 changes")
            .command("filter renewal")
            .expect("Journal · 1 change,")
            .expect("Undo +u, while the license still holds these values")
        )


async def test_u_undoes_from_there_and_the_list_tells_it() -> None:
    async with at_the_desk(LICENSES, journal_lines=lines()) as desk:
        await (
            desk.command("journal renewal")
            .press("u")
            .expect(r"Change L-00042 · Globex Corporation · in acme-lmo +DEMO")
            .expect(r"Seats +60 +→ +50")
            .expect("Takes back the change of 2026-11-21 .* by Dana Smith: CASE-2 renewal")
            .confirm("CASE-3")
            .expect_sent({Field.SEATS: 50})
            .expect(r"L-00042    ↶ undone")
            .press("u")
            .expect_said("has been undone already")
            .command("filter")
            .fill("case-3")
            .press("enter")
            .expect(r"● saved .*↶ Seats 60 → 50  CASE-3")
            .expect("takes back bbbb")
        )


async def test_enter_goes_to_the_license_on_the_desk_from_wherever_the_journal_was_opened() -> None:
    async with at_the_desk(LICENSES, journal_lines=lines()) as desk:
        await desk.press("J", "G", "enter").expect_on("L-00001").expect(r"2 Active")
        await desk.press("enter", "J", "enter").expect_on("L-00043").expect(r"2 Active")
        await desk.burst(["J", "j", "\n"]).expect_on("L-00042")


async def test_a_license_that_is_not_there_any_more_is_said_to_be_gone() -> None:
    async with at_the_desk(LICENSES[:1], journal_lines=lines()) as desk:
        await (
            desk.press("J", "u")
            .expect_said("L-00043 is not on the desk")
            .press("enter")
            .expect_said("L-00043 is not on the desk")
            .expect("Journal")
        )


async def test_nothing_was_changed_yet() -> None:
    async with at_the_desk(LICENSES) as desk:
        await desk.press("J").expect("Nothing was changed in this org from here yet").press("down", "enter", "q")
        assert desk.app.screen is desk.list


async def test_a_click_selects_and_another_goes_there() -> None:
    async with at_the_desk(LICENSES, journal_lines=lines()) as desk:
        await desk.press("J").click("L-00001 ").expect("─ L-00001").click("L-00001 ").expect_on("L-00001")


async def test_what_others_save_meanwhile_appears_and_the_cursor_stays() -> None:
    async with at_the_desk(LICENSES, journal_lines=lines()) as desk:
        await desk.press("J", "j").expect("─ L-00042")
        new = an_entry("dddd", license_=a_license(1))
        desk.journal.lines += [new, Ended("dddd", NOW, Ending.CONFLICT)]
        desk.list.stage.changed()
        await desk.expect("Journal · 4 changes").expect("▲ conflict").expect("─ L-00042")
