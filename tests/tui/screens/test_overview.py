"""The overview on the screen: numbers, the mark under the cursor in words, and the licenses behind each."""

import re

import pytest

from lmo_tui.domain.filters import View, matches
from tests.fakes.licenses import TODAY, sample_licenses
from tests.fakes.repository import with_licenses
from tests.robots.desk import Desk, at_the_desk


def number(desk: Desk) -> int:
    """What the line about the mark says."""
    found = re.search(r": ([0-9,]+) licenses? \(", desk.text)
    assert found
    return int(found[1].replace(",", ""))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_every_mark_leads_to_its_licenses(size: tuple[int, int]) -> None:
    async with at_the_desk(size=size) as desk:
        await (
            desk.press("O")
            .expect(r"Overview of all licenses · 40 licenses")
            .expect(r"Status by package")
            .expect(r" Acme Billing · Active: 3\d licenses \(")
            .expect(r'Enter shows them: /package="acme billing" active')
            .press("right")
            .expect(r"Acme Billing · Trial: 3 licenses \(7.5 %\)")
            .press("enter")
            .expect("L-00036")
            .expect("L-00037")
            .expect_not("L-00039")
            .press("[")
            .expect("L-00039")
        )


async def test_sections_are_one_key_away_and_round_again() -> None:
    async with at_the_desk(size=(80, 24)) as desk:
        await desk.press("O")
        for title in ("Last days", "What expires", "Versions", "Seats in use", "Installs and", "Status by"):
            await desk.press("tab").expect(f"^ {title}")
        await (
            desk.press("shift+tab")
            .expect("^ Installs and")
            .press("end")
            .expect(r"uninstalled, last changed in 2026-11")
        )
        await desk.press("home").expect(r"Acme Billing · Active").press("q").expect_row("L-00040")


async def test_it_is_of_the_view_that_one_comes_from() -> None:
    held = [each for each in sample_licenses() if matches(each, View(text="trial"), TODAY)]
    async with at_the_desk() as desk:
        await desk.press("/").type("trial").press("enter", "O")
        await desk.expect(rf"Overview of all licenses: trial · {len(held)} licenses").press(
            "tab", "tab", "down", "down"
        )
        shown = number(desk)
        await desk.expect(r"/trial exp>7d exp<=30d !uninstalled").press("enter").expect("exp>7d exp<=30d")
        listing = desk.workbench.desk.open(View(text="trial exp>7d exp<=30d !uninstalled"))
        assert len(listing.head) == shown


async def test_what_changes_is_counted_anew() -> None:
    org = with_licenses(sample_licenses())
    async with at_the_desk(repository=org) as desk:
        await desk.press("O").expect(r"Acme Billing · Active: 32 licenses")
        org.somebody_changes(org.licenses[0].id, status="Suspended", license_status="Suspended")
        with desk.app._context():
            await desk.workbench.sync.look()
        await desk.expect(r"Acme Billing · Active: 31 licenses")


async def test_an_empty_view_says_so_and_leads_nowhere() -> None:
    async with at_the_desk() as desk:
        await desk.press("/").type("zzzz").press("enter", "O").expect("0 licenses").expect("No license is of this kind")
        await desk.press("down", "right", "tab", "q").expect("zzzz")
