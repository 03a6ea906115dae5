"""Hostile text on every screen, in a real terminal: no byte of it is an order, and no character of it is missing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lmo_tui.demo.server import DemoLmo
from tests.e2e.program import at_the_desk, go
from tests.e2e.terminal import Terminal
from tests.fakes.profile import LONG
from tests.payloads import MARKUP, PAYLOADS, SEQUENCES, Payload
from tests.safety.conftest import Poisoned
from tests.safety.hostile import begins, hostile_lmo, in_groups, shown
from tests.safety.poison import LICENSE
from tests.safety.scan import leaks

CHARACTERS = PAYLOADS[len(MARKUP) + len(SEQUENCES) :]
"""Those which no widget could take for orders: of them one dialog must do."""


@pytest.fixture
def lmo(poisoned: Poisoned, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoLmo]:
    with hostile_lmo(poisoned, tmp_path, monkeypatch) as lmo:
        yield lmo


def see(desk: Terminal, pattern: str, expected: str) -> None:
    """Wait for a place, and for the text to be read there, letter by letter."""
    if not desk.watch(lambda: re.search(pattern, desk.text, re.MULTILINE) is not None and expected in shown(desk.text)):
        raise AssertionError(f"no {pattern!r} with {expected!r}\n{desk.text}")


def see_in_dialog(desk: Terminal, expected: str) -> None:
    """Wait for a text in the panel of a dialog, wherever its lines break."""

    def seen() -> bool:
        return expected in shown(" ".join(" ".join(re.findall("│(.*)│", desk.text)).split()))

    assert desk.watch(seen), f"no {expected!r}\n{desk.text}"


def said_by(payloads: list[Payload]) -> list[str]:
    """What is seen of payloads in what a server said, from which addresses are left out."""
    one_line = [payload._replace(text=" ".join(payload.text.split())) for payload in payloads]
    return [begins(payload) for payload in one_line if "://" not in payload.text]


def end(desk: Terminal) -> None:
    """Leave in good order, with nothing foreign in all that was written."""
    assert desk.type("q").expect_end() == 0
    assert leaks(desk.heard) == []


def test_every_payload_in_the_list_and_beside_it(lmo: DemoLmo, poisoned: Poisoned, tmp_path: Path) -> None:
    with at_the_desk(lmo, tmp_path) as desk:
        desk.expect(r"\[@click=ap… ")  # The label of one of the ISV's own fields.
        for place, payload in enumerate(PAYLOADS):
            name = poisoned.licenses[payload.name]
            desk.type(*(["j"] if place else []))
            see(desk, rf"^▌{name} [^─]*^─ {name} ", begins(payload))
        end(desk)


@pytest.mark.parametrize("payloads", [MARKUP, SEQUENCES, CHARACTERS], ids=["markup", "sequences", "characters"])
def test_every_payload_on_the_whole_screen_and_in_dialogs(
    lmo: DemoLmo, poisoned: Poisoned, tmp_path: Path, payloads: tuple[Payload, ...]
) -> None:
    with at_the_desk(lmo, tmp_path, columns=80, lines=24) as desk:
        go(desk, poisoned.licenses[payloads[0].name])
        for place, payload in enumerate(payloads):
            name, expected = poisoned.licenses[payload.name], begins(payload)
            desk.type(*(["j"] if place else []))
            see(desk, f"^▌{name} ", expected)
            desk.type("enter")
            see(desk, f"^─ {name} ", expected)
            desk.type("pgdn", "s")
            see(desk, f"Status of {name}", expected)
            if payloads is not CHARACTERS:
                desk.type("enter")
                see(desk, f"Change {name}", expected)
                desk.type("qe")
                see(desk, f"Terms of {name}", expected)
                desk.type("\x03x")
                see(desk, f"Extend {name}", expected)
            desk.type("\x03q")
        desk.expect(f"^▌{name} ")
        end(desk)
    assert lmo.audit.writes == []


@pytest.mark.parametrize("payloads", [MARKUP, SEQUENCES], ids=["markup", "sequences"])
def test_payloads_in_the_choice_after_a_conflict(
    lmo: DemoLmo, poisoned: Poisoned, tmp_path: Path, payloads: tuple[Payload, ...]
) -> None:
    with at_the_desk(lmo, tmp_path, columns=80, lines=24) as desk:
        go(desk, poisoned.licenses[payloads[0].name])
        for place, payload in enumerate(payloads):
            name = poisoned.licenses[payload.name]
            desk.type(*(["j"] if place else [])).expect(f"^▌{name} ").type("s").expect(f"Status of {name}")
            desk.type("enter").expect(f"Change {name}")
            key = lmo.value(f"SELECT Id FROM {LICENSE} WHERE Name = ?", name)  # noqa: S608 - a constant
            lmo.change(LICENSE, str(key), {"sfLma__Seats__c": 77 + place})
            desk.type("enter").expect(f"{name} was not saved").type("v").expect("in the org now")
            see(desk, rf"│ +{name} · ", begins(payload))
            desk.type("t").expect_gone("in the org now").click("was not saved").expect_gone("was not saved")
        end(desk)
    assert {commit.by for commit in lmo.audit.commits} == {"behind"}


def test_every_payload_in_what_the_server_says(lmo: DemoLmo, tmp_path: Path) -> None:
    with at_the_desk(lmo, tmp_path) as desk:
        for number, (message, payloads) in enumerate(in_groups()):
            lmo.fault("403", "PATCH", message=f"N{number:02} {message}")
            desk.type("s").expect("Status of").type("enter").expect("Change ").type("enter")
            desk.expect(f"API requests. N{number:02}").type("v").expect("q close")
            for expected in said_by(payloads):
                see_in_dialog(desk, expected)
            assert all(re.match(r"[ ▌─]|$", line) for line in desk.lines[:-1]), desk.text  # No toast flows over.
            desk.type("q").expect_gone("q close").click("▌ The org has").expect_gone(f"N{number:02}")
        for kind in ("surrogate", "bytes", "deep"):
            lmo.fault("bad-json", "GET", json=kind)
            desk.type("r").expect("The answer is not Salesforce's").click("▌ The answer").expect_gone("▌ The answer")
        end(desk)
    assert lmo.audit.commits == []


def test_what_is_typed_and_every_other_screen(lmo: DemoLmo, poisoned: Poisoned, tmp_path: Path) -> None:
    pasted = "\x1b[200~A\x1b]0;PWNED\x07\u202e[/]\x1b[201~"
    with at_the_desk(lmo, tmp_path) as desk:
        desk.type("/[red]x").expect(r"holds “\[red\]x”").type("\x15[@click=").expect("^▌L-00119").expect_gone(
            "L-00116 "
        )
        desk.type("\x15").expect("L-00116 ").type(pasted).expect("No license in All holds").type("\x03")
        desk.expect("L-00116 ")
        for tab in "2345671":
            desk.type(tab).expect("License")
        desk.type("o").expect("Sort by").type("\x03", "?").expect("Keys and commands")
        desk.type("[red]").expect("No command").type("\x03", "\x10").expect("Commands")
        desk.type("\x03", ":[red]x", "enter").expect(r"no command “\[red\]x”")
        desk.type("\x03", ":theme [/]", "enter").expect(r"no theme “\[/\]”")
        desk.type(":sort [red]", "enter").expect(r"no column “\[red\]”")
        for payload in MARKUP:
            name = poisoned.licenses[payload.name]
            desk.type("g").expect("│ +Go to").type(name)
            see(desk, f"│ +{name}  .*Active", begins(payload))
            desk.type("enter").expect(f"^▌{name} ")
            desk.type(f"\x1b[200~{name} L-00001\x1b[201~").expect("the likeliest first")
            see(desk, f"│ +(▌ )?{name} ", begins(payload))
            desk.type("q").expect_gone("the likeliest first").type("yy", "b").expect(f"Modify License {name}").type("q")
        desk.expect("Sent").type("r").expect("was read again")
        desk.type("S").expect("Lead managers active").expect_gone("looking…").type("jjjjj").expect("─ 5 Lead managers")
        desk.type("enter").expect("y copies it").type("q").expect("─ 5 Lead managers").type("q").expect("^▌L-")
        end(desk)
    assert lmo.audit.writes == []


def test_names_of_parameters_on_their_panel_and_in_the_matrix(lmo: DemoLmo, poisoned: Poisoned, tmp_path: Path) -> None:
    """The package of each of these licenses has one parameter, whose name is hostile as all else is."""
    with at_the_desk(lmo, tmp_path) as desk:
        for payload in (*MARKUP, *SEQUENCES) if LONG else (*MARKUP[::6], *SEQUENCES[::6]):
            name = poisoned.licenses[payload.name]
            go(desk, name)
            desk.type("p").expect(f"Parameters of {name}")
            see(desk, "^ Name ", begins(payload))
            desk.type("q").expect(f"^▌{name} ").type("F").expect("Matrix of").expect(rf"^ {name} · ")
            desk.type("q").expect_gone("Matrix of")
        end(desk)
    assert lmo.audit.writes == []


def test_a_click_on_such_a_name_does_nothing_but_select(lmo: DemoLmo, poisoned: Poisoned, tmp_path: Path) -> None:
    with at_the_desk(lmo, tmp_path) as desk:
        desk.type("j" * 15).expect("^▌L-00105 ")
        for payload in MARKUP:
            name = poisoned.licenses[payload.name]
            desk.click(begins(payload)).expect(f"^▌{name} ").expect(f"^─ {name} ")
            desk.click(f"─ {name} · {begins(payload)}", behind=14).click("[@click=ap…", behind=3)
        lmo.fault("403", "GET", message="[@click=app.quit]MARK[/]")
        desk.type("r").expect("▌ The org has .*MARK").click("▌ The org has").expect_gone("▌ The org has").expect("^▌L-")
        desk.type("s").expect("Status of").click("Status of", behind=24).expect("Status of").type("q")
        desk.expect_gone("Status of").type("q")  # From the details, which have the keys since the click, to the list.
        end(desk)
    assert lmo.audit.writes == []
