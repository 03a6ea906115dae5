"""Which road copied text takes, and what is said of it."""

from collections.abc import Mapping

from lmo_tui.domain.copying import LONGEST, Outer, Outlets, copyable, why_not_sent
from lmo_tui.tui.copying import Copying
from lmo_tui.tui.screens.plain_text import PlainTextScreen
from tests.fakes.licenses import org_id
from tests.robots.desk import Desk, at_the_desk

XTERM = {"TERM": "xterm-256color"}


class FakeTmux:
    """Takes everything, or nothing."""

    def __init__(self, outer: Outer | None) -> None:
        self.outer = outer
        self.taken: list[str] = []

    def take(self, text: str) -> Outer | None:
        self.taken.append(text)
        return self.outer


def with_roads(desk: Desk, outlets: Outlets, environment: Mapping[str, str] = XTERM) -> None:
    desk.app.stage.copying = Copying(desk.app.stage, outlets, environment)


async def test_in_tmux_the_road_leads_through_it() -> None:
    roads = {
        Outer.ASKED: "was asked to hand it to your terminal",
        Outer.NONE: "has no clipboard",
        Outer.UNKNOWN: "did not say whether",
        None: "could not be asked",
    }
    async with at_the_desk() as desk:
        for outer, told in roads.items():
            tmux = FakeTmux(outer)
            with_roads(desk, Outlets(tmux))
            assert desk.app.clipboard == ""
            await desk.press("y", "y").expect_said(told)
            assert tmux.taken == [org_id(40)]
        assert desk.app.clipboard == org_id(40)  # As far as is known, where tmux could not be asked.


async def test_what_was_copied_can_be_seen_plainly_and_keys_behind_it_go_there() -> None:
    async with at_the_desk() as desk:
        await desk.press("Y").expect_said("Nothing was copied in this run: y copies.")
        with_roads(desk, Outlets(), {"TERM": "linux"})
        await desk.burst("yyjq").expect_said("was not copied").expect_row("L-00040")
        await desk.press("Y").expect(f"^{org_id(40)} *$")
        assert isinstance(desk.app.screen, PlainTextScreen)
        await desk.press("q").expect_row("L-00040")


def test_where_a_terminal_is_known_to_take_nothing_nothing_is_claimed() -> None:
    assert why_not_sent(XTERM, "00D") is None
    for environment in ({"TERM": "linux"}, {**XTERM, "TERM_PROGRAM": "Apple_Terminal"}, {**XTERM, "STY": "1.pts"}):
        assert why_not_sent(environment, "00D")
    assert why_not_sent(XTERM, "x" * LONGEST)


def test_what_is_pasted_cannot_act() -> None:
    assert copyable("00D\x1b[201~\nrm -rf\r\n") == "00D␛[201~\nrm -rf␍"


async def test_the_menu_copies_each_of_its_lines_and_for_marked_rows_a_line_each() -> None:
    async with at_the_desk(size=(80, 24)) as desk:
        with_roads(desk, Outlets())
        await desk.select("L-00040").press("y").expect("Copy L-00040").expect(f"Org id, 18 +{org_id(40)}EA").press("q")
        long, license_ = desk.list.license, []
        assert long is not None
        for down in range(6):
            await desk.press("y", *["down"] * down, "enter")
            license_.append(desk.app.clipboard)
        assert license_[0] == org_id(40) == license_[1][:15]
        assert len(license_[1]) == 18
        assert license_[2:4] == ["L-00040", long.id]
        assert license_[4] == f"https://acme.my.salesforce.example/lightning/r/sfLma__License__c/{long.id}/view"
        assert license_[5].startswith("| L-00040 | ")
        desk.app.clear_notifications()
        await desk.press("space", "space", "y").expect("2 marked licenses, a line each").press("down", "down", "enter")
        assert desk.app.clipboard == "L-00040\nL-00039"
        await desk.expect_said(r"2 lines \(L-number\)")
        await desk.press("colon").type("copy ur").press("enter").expect_said("Did you mean url?")
