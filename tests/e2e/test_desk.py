"""The tour of the desk: the installed program, a terminal, a server, and nothing that stands for something else."""

import json
import re
from pathlib import Path

import pytest

from lmo_tui.demo.audit import RequestRecord
from lmo_tui.demo.server import DemoLmo
from tests.cli.program import run_program
from tests.demo.fixtures import odd_license
from tests.e2e.program import at_the_desk, go, session, terminal

CUSTOMER = "Glenmore Brands BV"
ACTIVE = "L-00040"
"""An active license of that customer, the newest of the four it has."""

UNINSTALLED = "L-00022"
SAVED = rf"Saved {ACTIVE}: Status Suspended, read back \d\d:\d\d:\d\d"


def the_write(lmo: DemoLmo) -> RequestRecord:
    """The one write that reached the server, of one field, under a condition, and read back after."""
    (write,) = lmo.audit.writes
    assert (write.method, write.status) == ("PATCH", 204)
    assert json.loads(write.body) == {"sfLma__Status__c": "Suspended"}
    assert write.header("If-Unmodified-Since")
    (commit,) = lmo.audit.commits
    assert {name for name, after in commit.after.items() if commit.before.get(name) != after} >= {"sfLma__Status__c"}
    assert [(commit.object, commit.after["sfLma__Status__c"])] == [("sfLma__License__c", "Suspended")]
    assert any(request.method == "GET" and commit.id in request.path for request in lmo.audit.requests[write.number :])
    return write


@pytest.mark.parametrize(("columns", "lines"), [(120, 40), (80, 24)])
def test_a_customer_is_found_and_suspended_by_one_patch_of_one_field(
    demo_lmo: DemoLmo, tmp_path: Path, columns: int, lines: int
) -> None:
    with at_the_desk(demo_lmo, tmp_path, columns=columns, lines=lines) as desk:
        desk.expect("^▌L-00060 ")
        desk.type("/").type(CUSTOMER.casefold()).expect(f"^▌{ACTIVE} .*{CUSTOMER}").expect_gone("L-00060")
        assert all(CUSTOMER in line for line in desk.lines if re.match(r".L-000\d\d ", line))
        desk.type("enter").expect(r"^ / Filter")  # The keys are back where one typed.
        desk.type("s").expect(f"Status of {ACTIVE} · {CUSTOMER}").expect("▌ +■ Suspended")
        desk.type("enter").expect(f"Change {ACTIVE} · {CUSTOMER}").expect("Active  →  ■ Suspended")
        assert demo_lmo.audit.writes == []
        desk.type("enter").expect(f"^▌{ACTIVE} +■ Suspended").expect(re.sub(" ", r"\\s+", SAVED))
        the_write(demo_lmo)
        assert desk.type("q").expect_end() == 0


def test_the_command_line_does_the_same(demo_lmo: DemoLmo, tmp_path: Path) -> None:
    ran = run_program("set", *session(demo_lmo, tmp_path), ACTIVE, "--status", "suspended", "--json")
    assert ran.code == 0, ran.err
    assert CUSTOMER in ran.err
    assert ran.json["license"]["status"] == "Suspended"
    the_write(demo_lmo)


@pytest.mark.parametrize(("case", "reason"), [("uninstalled", "Uninstalled"), ("read_only", "Read-Only")])
def test_a_locked_license_says_why_by_every_road_and_nothing_is_sent(
    demo_lmo: DemoLmo, tmp_path: Path, case: str, reason: str
) -> None:
    name = str(demo_lmo.value("SELECT Name FROM sfLma__License__c WHERE Id = ?", odd_license(demo_lmo, case)))
    message = f" ▌ {name}"
    with at_the_desk(demo_lmo, tmp_path) as desk:
        go(desk, name)
        for road in ("s", "x", ":seats 5\r", "\x10status\r"):
            desk.type(road).expect(f"{message} .*{reason}").click(message.strip()).expect_gone(message)
        assert desk.type("q").expect_end() == 0
    ran = run_program("set", *session(demo_lmo, tmp_path), name, "--status", "suspended")
    assert (ran.code, ran.out) == (1, "")
    assert reason in ran.err
    assert demo_lmo.audit.writes == []


def test_at_80x24_one_drills_down_and_comes_back_to_the_same_row(demo_lmo: DemoLmo, tmp_path: Path) -> None:
    with at_the_desk(demo_lmo, tmp_path, columns=80, lines=24) as desk:
        desk.type("jjjj").expect("^▌L-00056 ")
        before = desk.lines[2:]
        for leaving in ("backspace", "q", "h"):
            desk.type("enter").expect("L-00056 · .*").expect("Information").expect_gone("L-00055")
            desk.type(leaving)
            assert desk.watch(lambda: desk.lines[2:-1] == before[:-1]), desk.text
        assert desk.type("q").expect_end() == 0


def test_the_list_scrolls_by_one_row_which_costs_one(demo_lmo: DemoLmo, tmp_path: Path) -> None:
    with at_the_desk(demo_lmo, tmp_path, columns=80, lines=24) as desk:
        desk.type("j" * 19).expect("^▌L-00041 ").expect("^.L-00060 ")
        heard = len(desk.heard)
        desk.type("j").expect("^▌L-00040 ").expect_gone("L-00060").expect("^.L-00059 ")
        assert b"\x1b[M" in desk.heard[heard:]
        assert len(desk.heard) - heard < 1_000
        assert desk.type("q").expect_end() == 0


@pytest.mark.parametrize("lean", ["1", "0"])
def test_what_somebody_else_wrote_on_the_screen_goes_by_drawing_anew(
    demo_lmo: DemoLmo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lean: str
) -> None:
    monkeypatch.setenv("LMO_TUI_LEAN", lean)
    with at_the_desk(demo_lmo, tmp_path) as desk:
        before = desk.lines[2:20]
        desk.scribble("The system is going down").expect("The system is going down")
        desk.type("\x0c").expect_gone("The system is going down")
        assert desk.watch(lambda: desk.lines[2:20] == before), desk.text
        assert desk.type("q").expect_end() == 0


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.usefixtures("lmo_tui_home")
def test_one_may_leave_while_everything_is_being_loaded() -> None:
    with terminal(["demo", "--licenses", "2500"]) as desk:
        desk.expect("licenses · loading")
        assert desk.type("q").expect_end() == 0


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to see the child")
def test_the_demo_starts_its_own_server_takes_what_was_typed_early_and_leaves_nothing(lmo_tui_home: Path) -> None:
    with terminal(["demo", "--licenses", "60"]) as desk:
        # In one write, before the program has the terminal, as somebody types who knows what comes.
        desk.type("/globex\rj")
        desk.expect("^▌L-00060 .*Globex Corporation").expect_gone("L-00059").expect("synced").expect(r" /globex$")
        (server,) = children(desk.pid)
        assert desk.type("q").expect_end() == 0
        assert not Path(f"/proc/{server}").exists()
        assert desk.attributes == desk.attributes_before
        assert desk.heard.count(b"\x1b[?1049h") == desk.heard.count(b"\x1b[?1049l") == 1
        for mode in (b"1000", b"1003", b"1006", b"1004", b"2004"):
            assert desk.heard.rfind(b"\x1b[?" + mode + b"l") > desk.heard.rfind(b"\x1b[?" + mode + b"h"), mode
        assert desk.heard.rfind(b"\x1b[?25h") > desk.heard.rfind(b"\x1b[?25l")
    assert lmo_tui_home.exists()


def test_the_desk_opens_where_one_left_it_and_takes_the_keys_typed_before_it_is_there(lmo_tui_home: Path) -> None:
    left = lmo_tui_home / "cache" / "left" / "demo-7-60"
    with terminal(["demo", "--licenses", "60"]) as desk:
        desk.expect("60 licenses · synced").type("2jjj").expect("^▌L-00057 ")
        # Who leaves while the list is still being ordered leaves no picture: it could be wrong.
        assert desk.watch(lambda: left.exists() and "▌L-00057".encode() in left.read_bytes())
        assert desk.type("q").expect_end() == 0
    with terminal(["demo", "--licenses", "60"]) as desk:
        desk.type("jj").expect("^▌L-00055 ")  # In one write with the start, before anything is on the screen.
        # The picture was there before Textual was, and Textual did not ask for the screen again.
        assert 0 < desk.heard.index("▌L-00057".encode()) < desk.heard.index(b"\x1b[?1004h")
        assert desk.heard.count(b"\x1b[?1049h") == 1
        license_id = re.search(r'"license": "(\w+)"', left.read_text(errors="replace"))
        assert license_id is not None
        assert desk.watch(lambda: license_id[1] not in left.read_text(errors="replace").split('"window"')[0])
    # It was killed, and had written down where one was.
    with terminal(["demo", "--licenses", "60"]) as desk:
        desk.expect("^▌L-00055 ").expect("2 Active")
        assert desk.type("q").expect_end() == 0
