"""From one org to another without leaving the program: two servers, each asked only what is meant for it."""

import os
from pathlib import Path

from lmo_tui.cli.stored import profiles_file
from lmo_tui.demo.server import DemoLmo
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.profiles import Profile, WayIn
from tests.demo.fixtures import MakeDemoLmo
from tests.e2e.program import terminal


def a_login(alias: str, lmo: DemoLmo) -> None:
    """An alias whose token is kept nowhere."""
    profiles_file().keep(Profile(alias, lmo.url, WayIn.ACCESS_TOKEN, lmo.org_id, OrgClass.DEMO))


def test_one_changes_orgs_and_a_write_goes_to_the_one_on_the_screen(make_demo_lmo: MakeDemoLmo) -> None:
    one, other = make_demo_lmo(), make_demo_lmo()
    a_login("first", one)
    a_login("second", other)
    with terminal(()) as desk:
        desk.expect("Access token of first:").type(one.token, "enter").expect("^ first +DEMO").expect("synced")
        desk.type("W").expect("Work in another org").type("j", "enter")
        desk.expect("Opening second.").expect("Access token of second:").type(other.token, "enter")
        desk.expect("^ second +DEMO").expect("synced").expect("^▌L-")
        assert b"lmo-tui: second DEMO" in desk.heard, "the terminal's title"
        desk.type("x").expect("Extend L-").type("enter").expect("Change L-(.|\n)*second").type("enter").expect(
            "Saved L-"
        )
        assert (len(one.audit.writes), len(other.audit.writes)) == (0, 1)
        assert desk.type("q").expect_end() == 0
    for lmo, stranger in ((one, other), (other, one)):
        assert not any(stranger.token in str(request.header("Authorization")) for request in lmo.audit.requests)
        assert lmo.token.encode() not in desk.heard
    assert not [path for path in Path(os.environ["LMO_TUI_HOME"]).rglob("*") if one.token.encode() in _content(path)]


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
