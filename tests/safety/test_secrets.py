"""A secret that the program holds leaves it by no way out."""

import base64
import contextlib
import re
import sys
from pathlib import Path

import pytest

from lmo_tui.cli.ending import run
from lmo_tui.cli.exits import Exit
from lmo_tui.demo.server import DemoLmo
from tests.credentials.traces import spellings, traces
from tests.e2e.program import session, terminal
from tests.e2e.terminal import Terminal
from tests.fakes.profile import LONG
from tests.safety.breaking import CANARY, KINDS


def assert_silent(heard: bytes | bytearray, secret: str) -> None:
    """The terminal got it in no spelling, nor by the sequence that fills its clipboard."""
    assert [each for each in spellings(secret) if each in heard] == []
    for copied in re.findall(rb"\x1b\]52;[^;]*;([A-Za-z0-9+/=]*)", heard):
        assert secret.encode() not in base64.b64decode(copied)


def test_no_bug_tells_it(lmo_tui_home: Path) -> None:
    kinds = list(KINDS) if LONG else list(KINDS)[:3]
    with Terminal((sys.executable, "-m", "tests.safety.breaking", *kinds), columns=100, lines=50) as desk:
        assert desk.expect_end() == 0, desk.text
        ended = re.findall(r"^(\w+) ended with (\d+)", bytes(desk.heard).decode().replace("\r", ""), re.MULTILINE)
        assert ended == [(kind, str(int(Exit.BUG))) for kind in kinds]
        assert_silent(desk.heard, CANARY)
        assert b"MIIEcanary" not in desk.heard
        assert b"Traceback" not in desk.heard

    (log,) = lmo_tui_home.rglob("lmo-tui.log")
    report = log.read_text()
    assert report.count("RuntimeError: refused: <secret>, ['<secret>']") >= len(kinds)
    assert "Q0FOQVJZ" not in report, "of a key of several lines nothing is left"
    assert traces(Path.home(), CANARY) == []


@pytest.mark.usefixtures("lmo_tui_home")
def test_a_session_leaves_its_token_nowhere(
    demo_lmo: DemoLmo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    leaking = {"TEXTUAL": "devtools,debug", "TEXTUAL_LOG": str(Path.home() / "keys.log"), "TEXTUAL_DEBUG": "1"}
    for name, value in leaking.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(Path.home())
    token, options = demo_lmo.token, session(demo_lmo, tmp_path)

    with terminal(options) as desk:
        desk.expect("^▌L-").expect("synced").type("yy").expect("Copied|Sent")
        assert_hidden_from_others(desk.pid, token)
        name = next(line.split()[0].lstrip("▌") for line in desk.lines if line.startswith("▌L-"))
        assert desk.type("q").expect_end() == 0
        assert_silent(desk.heard, token)

    ways = ("set", name, "--unlock", "--json", "--seats")
    saved = run([*ways, "77", *options, "--no-input"])
    demo_lmo.fault("403", "PATCH", message=f"INVALID_SESSION {token}")
    refused = run([*ways, "78", *options, "--no-input"])
    exported = run(["export", str(Path.home() / "all.csv"), *options])
    assert (saved, refused, exported) == (Exit.OK, Exit.RETRY, Exit.OK)
    said = capfd.readouterr()
    assert_silent((said.out + said.err).encode(), token)

    assert {"journal.jsonl", "all.csv"} <= {each.name for each in Path.home().rglob("*")}
    assert not (Path.home() / "keys.log").exists()
    assert traces(Path.home(), token) == []


def assert_hidden_from_others(pid: int, token: str) -> None:
    """Neither `ps` nor a core dump shows it."""
    for name in ("cmdline", "environ"):
        with contextlib.suppress(PermissionError):
            assert token.encode() not in Path(f"/proc/{pid}/{name}").read_bytes()
    if sys.platform == "linux":
        limits = Path(f"/proc/{pid}/limits").read_text()
        assert re.search(r"^Max core file size +0 ", limits, re.MULTILINE), limits
