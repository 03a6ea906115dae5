import os
from pathlib import Path

import pytest

from lmo_tui.tui.terminal.abilities import abilities
from tests.cli.conftest import Typing
from tests.cli.world import CommandLine, a_world


def test_without_an_org_and_without_a_terminal_it_says_how_to_go_on(lmo_tui: CommandLine) -> None:
    ran = lmo_tui()
    assert (ran.code, ran.out) == (2, "")
    assert "lmo-tui demo" in ran.err
    assert "--instance-url URL --access-token-file FILE" in ran.err


def test_without_an_org_a_person_is_offered_the_demo(in_world: Typing) -> None:
    lmo_tui = in_world(a_world(somebody=True))
    ran = lmo_tui(answers="\n")
    assert ran.code == 0
    assert "1  The demo LMO" in ran.err
    assert [each.org for each in lmo_tui.world.opened] == ["demo"]
    assert lmo_tui.world.shown == 1


def test_a_person_may_decline(in_world: Typing) -> None:
    lmo_tui = in_world(a_world(somebody=True))
    assert lmo_tui(answers="q\n").code == 0
    assert lmo_tui.world.opened == []
    assert lmo_tui("--no-input").code == 2


@pytest.mark.parametrize(
    "arguments", [("demo",), ("--org", "demo"), ("--instance-url", "https://a.example", "--access-token-file", "t")]
)
def test_the_desk_is_not_drawn_where_there_is_no_terminal(lmo_tui: CommandLine, arguments: tuple[str, ...]) -> None:
    ran = lmo_tui(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "lmo-tui: The desk needs a terminal. Use `lmo-tui ls --json` and `lmo-tui show`.\n"
    assert lmo_tui.world.opened == []


def test_the_demo_takes_size_and_seed(in_world: Typing) -> None:
    lmo_tui = in_world(a_world(somebody=True))
    assert lmo_tui("--read-only", "demo", "--licenses", "100", "--seed", "3", "--fresh").code == 0
    (choice,) = lmo_tui.world.opened
    assert (choice.org, choice.read_only) == ("demo", True)
    assert (choice.demo.licenses, choice.demo.seed, choice.demo.fresh) == (100, 3, True)


@pytest.mark.parametrize(
    ("arguments", "pace"), [((), 0), (("--trickle",), 6), (("--trickle", "30"), 30), (("--trickle", "--fresh"), 6)]
)
def test_the_demo_takes_the_pace_of_its_life(in_world: Typing, arguments: tuple[str, ...], pace: float) -> None:
    lmo_tui = in_world(a_world(somebody=True))
    assert lmo_tui("demo", *arguments).code == 0
    assert [each.demo.trickle for each in lmo_tui.world.opened] == [pace]


@pytest.mark.parametrize("size", ["0", "59", "1000001", "many"])
def test_a_demo_of_an_impossible_size_is_a_usage_error(in_world: Typing, size: str) -> None:
    assert in_world(a_world(somebody=True))("demo", "--licenses", size).code == 2


def test_the_demo_is_no_other_org(in_world: Typing, tmp_path: Path) -> None:
    lmo_tui = in_world(a_world(somebody=True))
    ran = lmo_tui("--instance-url", "https://a.example", "--access-token-file", str(tmp_path / "t"), "demo")
    assert ran.code == 2
    assert lmo_tui.world.opened == []


def test_what_textual_would_write_keys_to_is_switched_off(in_world: Typing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_LOG", "keys.log")
    lmo_tui = in_world(a_world(somebody=True))
    assert lmo_tui("demo").code == 0
    assert "TERM" in lmo_tui.world.environment
    assert "TEXTUAL_LOG" not in lmo_tui.world.environment


@pytest.mark.parametrize("arguments", [("demo", "--no-lean"), ("--no-lean", "demo"), ("--no-lean", "--org", "demo")])
def test_plain_output_can_be_asked_for(
    in_world: Typing, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("LMO_TUI_LEAN", "1")
    lmo_tui = in_world(a_world(somebody=True))
    assert lmo_tui(*arguments).code == 0
    assert abilities({"TERM": "xterm", "LMO_TUI_LEAN": os.environ["LMO_TUI_LEAN"]}) is None
