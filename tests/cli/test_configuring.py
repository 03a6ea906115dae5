"""`config`, `completion`, `man`, `doctor`: what the program tells of itself."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import click
import pytest

from lmo_tui.cli.manual import manual
from lmo_tui.cli.program import program
from lmo_tui.cli.terminal_findings import InTmux, findings
from lmo_tui.cli.wiring import World, checked_keys
from lmo_tui.domain.copying import Outer
from lmo_tui.domain.settings import KNOWN, Settings, settings_from
from lmo_tui.salesforce.deadline import Timing
from lmo_tui.salesforce.way_out import WAY_OUT
from tests.architecture.test_start_up import loaded
from tests.cli.program import run_program
from tests.cli.world import CommandLine

SETTINGS = r"""
theme = "cvd"
[keys]
status = "Z"
back = ["!", "PgUp", "\u0020"]
pageup = []
mark = "v"
result = "V"
[[views]]
name = "Old"
filter = "old"
"""
KEYS = {"status": ["Z"], "back": ["!", "PgUp", "Space"], "pageup": [], "mark": ["v"], "result": ["V"]}


def write(home: Path, text: str) -> Path:
    file = home / "config" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    return file


def test_the_file_is_found_checked_and_shown(lmo_tui: CommandLine, lmo_tui_home: Path) -> None:
    assert "all is as it comes" in lmo_tui("config", "validate").err
    file = write(lmo_tui_home, SETTINGS)
    assert lmo_tui("config", "path").out == f"{file}\n"
    ran = lmo_tui("config", "validate")
    assert (ran.code, ran.out, ran.err) == (0, "", f"{file} is in order.\n")
    shown = tomllib.loads(lmo_tui("config", "show").out)
    assert shown == lmo_tui("config", "show", "--json").json
    assert (shown["theme"], shown["colors"], shown["keys"]) == ("cvd", "auto", KEYS)
    assert checked_keys(settings_from(shown).keys) == checked_keys(settings_from(tomllib.loads(file.read_text())).keys)
    assert settings_from(shown).problems == ()  # What is shown could be the file.


def test_what_is_wrong_is_told_and_is_exit_2(lmo_tui: CommandLine, lmo_tui_home: Path, tmp_path: Path) -> None:
    file = write(lmo_tui_home, 'them = "cvd"\n[keys]\nstatus = "e"\n')
    ran = lmo_tui("config", "validate")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        f"{file}, line 1: There is no setting “them”. Did you mean theme?",
        f"{file}, line 3: e is the key of edit on the screen desk already. E is free. status keeps s.",
    ]
    other = tmp_path / "other.toml"
    other.write_text("theme = 5")
    assert "line 1" in lmo_tui("config", "validate", str(other), "--json").json[0]["told"]
    assert lmo_tui("config", "validate", str(tmp_path / "none.toml")).code == 2


def test_the_schema_knows_every_setting_and_nothing_else(lmo_tui: CommandLine) -> None:
    schema = lmo_tui("config", "schema").json
    assert set(schema["properties"]) == set(KNOWN)
    assert "status" in schema["properties"]["keys"]["properties"]
    assert not schema["additionalProperties"]


def test_a_shell_is_told_what_completes_a_line() -> None:
    def completed(words: str, place: int) -> list[str]:
        asked = {"_LMO_TUI_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(place)}
        return [line.partition(",")[2] for line in run_program(**asked).out.split()]

    assert completed("lmo-tui ls --tab ex", 3) == ["expiring"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_that_the_shell_takes(lmo_tui: CommandLine, shell: str) -> None:
    script = lmo_tui("completion", shell).out
    assert "_LMO_TUI_COMPLETE" in script
    if found := shutil.which(shell):
        subprocess.run([found, "-n"], input=script.encode(), check=True, capture_output=True, timeout=20)


def test_the_manual_page_names_every_command_and_option() -> None:
    page = "\n".join(manual(program))
    plain = page.replace("\\-", "-").replace("\\&", "").replace("\\e", "\\")

    def walk(command: click.Command, path: str) -> None:
        assert f".B {path}\n" in plain
        for parameter in command.params:
            assert all(each in plain for each in parameter.opts if each.startswith("--"))
        for name, each in command.commands.items() if isinstance(command, click.Group) else ():
            walk(each, f"{path} {name}")

    walk(program, "lmo-tui")
    assert not re.search(r"^[.'](?!(TH|SH|B|PP|TP|nf|fi)\b)", page, re.MULTILINE)


def told(
    environment: dict[str, str], tmux: InTmux | None = None, size: tuple[int, int] | None = (80, 24)
) -> dict[str, str]:
    found = findings(environment, Settings(), size, tmux)
    return {each.what: " ".join((each.found, each.chosen, each.why, each.advice, "!" * each.blocks)) for each in found}


def test_doctor_tells_what_was_found_chosen_and_why() -> None:
    here = told({"TERM": "xterm-256color", "LANG": "de_DE.UTF-8", "SSH_CONNECTION": "1 2 3 4"})
    assert "UTF-8 LANG is de_DE.UTF-8" in here["characters"]
    assert "256 TERM is xterm-256color" in here["colors"]
    assert "OSC 52 sent to the terminal" in here["clipboard"]
    assert here["connection"].startswith("SSH")
    assert "no clipboard" in told({"TERM": "linux"})["clipboard"]
    assert told({"TERM": "xterm"}, size=(59, 15))["size"].endswith("!")
    tmux = InTmux("3.3a", "external", utf8=False, outer=Outer.NONE)
    in_tmux = told({"TERM": "screen", "LANG": "de_DE.UTF-8"}, tmux)
    assert "only" in in_tmux["clipboard"]
    assert "--ascii" in in_tmux["characters"]


def test_the_terminal_is_one_check_of_the_doctor(lmo_tui: CommandLine) -> None:
    assert "TERM=xterm-256color" in lmo_tui("doctor", "term").out
    assert {each["what"] for each in lmo_tui("doctor", "term", "--json").json} >= {"terminal", "size", "clipboard"}


@pytest.mark.parametrize("arguments", [("config", "schema"), ("doctor", "term")])
def test_none_of_it_loads_the_screens(arguments: tuple[str, ...]) -> None:
    assert loaded(*arguments).isdisjoint({"textual", "rich", "pydantic", "requests", "sqlite3", "asyncio"})


NETWORK_SETTINGS = """
[network]
proxy = "http://lmo:hushhush@proxy.example:3128"
ca_bundle = "/nowhere/authority.pem"
connect_timeout = 5
"""


def test_the_network_is_set_checked_and_shown_without_its_password(
    lmo_tui: CommandLine, lmo_tui_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(lmo_tui_home, NETWORK_SETTINGS)
    ran = lmo_tui("config", "validate")
    assert (ran.code, ran.err) == (2, f"{file}, line 4: There is no file /nowhere/authority.pem.\n")
    shown = lmo_tui("config", "show")
    assert "hushhush" not in shown.out + shown.err
    assert tomllib.loads(shown.out)["network"] == {
        "proxy": "http://<hidden>@proxy.example:3128", "ca_bundle": "/nowhere/authority.pem", "connect_timeout": 5,
    }  # fmt: skip
    World()  # A run of the program goes by it, and says what is wrong with it, once.
    for _ in range(2):
        assert WAY_OUT.timing(Timing()) == Timing(connect=5)
    assert capsys.readouterr().err == ran.err


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('proxi = "http://lmo:hushhush@p"', "There is no setting “proxi” of the network. Did you mean proxy?"),
        ('proxy = "socks5://lmo:hushhush@p:1"', "The proxy is a URL"),
        ('proxy = "lmo:hushhush@p:3128"', "The proxy is a URL"),
        ('proxy = "http://lmo:hushhush@p:99999"', "The proxy is a URL"),
        ('proxy = "http://lmo:hushhush@p/path"', "The proxy is a URL"),
        ('ca_bundle = "authority.pem"', "The ca_bundle is the whole path"),
        ("connect_timeout = true", "The connect_timeout is a whole number of seconds from 1 to 120."),
        ("read_timeout = 0", "The read_timeout is a whole number of seconds from 1 to 600."),
    ],
)
def test_what_is_wrong_with_the_network_is_told_with_its_line_and_no_secret(
    lmo_tui: CommandLine, lmo_tui_home: Path, line: str, says: str
) -> None:
    file = write(lmo_tui_home, f"[network]\n{line}\n")
    ran = lmo_tui("config", "validate")
    assert ran.code == 2
    assert ran.err.startswith(f"{file}, line 2: {says}")
    assert "hushhush" not in ran.err + lmo_tui("config", "show").out
