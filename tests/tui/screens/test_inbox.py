"""The inbox on the screen: sections, what is said of an item, and the way to its license."""

from dataclasses import replace
from pathlib import Path

import pytest

from lmo_tui.storage.settings import SettingsFile
from tests.fakes.licenses import a_license, sample_licenses
from tests.fakes.repository import with_licenses
from tests.robots.desk import at_the_desk


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_items_are_worked_off_by_keys_and_taken_back(size: tuple[int, int]) -> None:
    async with at_the_desk(size=size) as desk:
        await (
            desk.press("I")
            .expect("Inbox · 11 open")
            .expect("Expiring 14 d · 2 open")
            .press("d")
            .expect_said("No item is selected")
            .press("j")
            .expect(r"─ L-00019 · Until Tonight · Expiring 14 d ─")
            .press("d")
            .expect("L-00019 is done, u undoes")
            .expect("Expiring 14 d · 1 open, 1 done")
            .expect_not("^.  L-00019")
            .press("z")
            .type("7x")
            .press("enter")
            .expect("“7x” is not a date")
            .press("backspace")
            .type("d")
            .expect("Until Tuesday, 2026-12-01")
            .press("enter")
            .expect("Expiring 14 d · 0 open, 1 snoozed, 1 done")
            .press("a")
            .expect(r"L-00002 .*2026-12-01")
            .expect(r"L-00019 .* done")
            .press("u", "u", "u")
            .expect_said("Nothing was said")
            .expect("Expiring 14 d · 2 open")
        )
        await desk.expect_nothing_sent()


async def test_a_note_stands_before_the_reason_and_enter_leads_to_the_license() -> None:
    async with at_the_desk() as desk:
        await desk.press("I", "tab", "tab", "j", "n").type("Bob [red]knows[/]").press("enter")
        await desk.expect(r"L-00011 .*“Bob \[red\]knows\[/\]” Some may be stopped: 30 of 25").press("o")
        await desk.expect_said("It is open").command("snooze change").expect("1 snoozed").press("a", "k")
        await desk.expect("until a change").press("enter").expect_on("L-00011")
        await desk.press("I", "tab", "tab", "enter").expect("over !uninstalled").expect_on("L-00011")
        await desk.press("I", "shift+tab", "shift+tab", "shift+tab", "enter").expect_said("is of several filters")


async def test_what_changes_in_the_org_moves_items_while_one_looks() -> None:
    org = with_licenses(sample_licenses())
    async with at_the_desk(repository=org) as desk:
        await desk.press("I").expect("Over-used · 1 open")
        somebody = next(each for each in org.licenses if each.name == "L-00040")
        org.somebody_changes(somebody.id, used=99)
        with desk.app._context():
            await desk.workbench.sync.look()
        await desk.expect("Over-used · 2 open")


async def test_keys_in_one_write_act_one_after_the_other() -> None:
    several = [replace(a_license(number), used=60) for number in range(1, 7)]
    async with at_the_desk(several) as desk:
        await desk.burst("I\t\tjdddu").expect("Over-used · 4 open, 2 done")


async def test_rules_of_ones_own_come_first_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        '[[rules]]\nname = "Stark"\nfilter = "stark"\n[[rules]]\nname = "Bad"\nfilter = "used<<3"\n'
        + "".join(f'[[rules]]\nname = "{each}"\nhide = true\n' for each in ("org gone", "statuses differ"))
    )
    async with at_the_desk(settings=SettingsFile(file)) as desk:
        await desk.expect_said(r"line 6: Rule “Bad” is left out: .* character 6").press("I")
        await desk.expect(r"^▌Stark · 2 open").expect_not("Org gone").expect_not("^.?Bad")
        await desk.press("enter").expect("stark").expect_row("L-00001")
