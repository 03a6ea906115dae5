import stat
from pathlib import Path

import pytest

from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.redaction import keep_secret
from lmo_tui.storage import paths
from tests.cli.world import CommandLine

TOKEN = "00D5g0000000001!AQoAQKverysecrettokenbody"  # noqa: S105 - made up


class Bug(RuntimeError):
    """What no code of ours expects."""


def break_with(lmo_tui: CommandLine, error: BaseException, call: str = "access") -> None:
    def burst() -> None:
        password = TOKEN + "-local"
        assert password
        raise error

    lmo_tui.world.repository.before[call] = burst


def test_a_bug_is_one_line_and_a_log_without_secrets(lmo_tui: CommandLine) -> None:
    keep_secret("hush-hush-value")
    break_with(lmo_tui, Bug(f"with {TOKEN} and hush-hush-value \x1b[2J"))
    ran = lmo_tui("ls", "--org", "demo", "--json")
    assert (ran.code, ran.out) == (70, "")
    assert len(ran.err.splitlines()) == 1
    assert "this is a bug: Bug: with <access token> and <secret>" in ran.err
    log = paths.log_path()
    assert str(log) in ran.err
    text = log.read_text(encoding="utf-8")
    assert "Traceback" in text
    assert "def burst" not in text
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    for said in (ran.err, text):
        assert not any(secret in said for secret in (TOKEN, "verysecret", "hush-hush", "\x1b", "-local"))


def test_a_second_bug_is_added_to_the_log(lmo_tui: CommandLine) -> None:
    for number in (1, 2):
        break_with(lmo_tui, Bug(f"number {number}"))
        assert lmo_tui("ls", "--org", "demo").code == 70
    text = paths.log_path().read_text(encoding="utf-8")
    assert "number 1" in text
    assert "number 2" in text


def test_a_bug_is_told_where_no_log_can_be_kept(
    lmo_tui: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("LMO_TUI_HOME", str(tmp_path / "file"))
    break_with(lmo_tui, Bug("boom"))
    ran = lmo_tui("ls", "--org", "demo")
    assert ran.code == 70
    assert ran.err == "lmo-tui: this is a bug: Bug: boom.\n"


def test_ctrl_c_ends_with_its_own_code(lmo_tui: CommandLine) -> None:
    break_with(lmo_tui, KeyboardInterrupt(), "batches")
    ran = lmo_tui("ls", "--org", "demo", "--json")
    assert (ran.code, ran.out) == (130, "")
    assert lmo_tui.world.repository.closed


def test_an_error_of_the_org_is_cleaned_and_redacted_on_its_way_to_the_person(lmo_tui: CommandLine) -> None:
    break_with(lmo_tui, LmoError("It said \x1b]0;owned\x07", f"sid={TOKEN}", "Ask\nagain."))
    ran = lmo_tui("ls", "--org", "demo")
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert "\x1b" not in ran.err
    assert "verysecret" not in ran.err


def test_an_unknown_command_is_a_usage_error(lmo_tui: CommandLine) -> None:
    assert lmo_tui("lst").code == 2
    assert lmo_tui("--bogus").code == 2


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("-h",), ("ls", "-h"), ("demo", "--help")])
def test_help_and_version_are_fine(lmo_tui: CommandLine, arguments: tuple[str, ...]) -> None:
    ran = lmo_tui(*arguments)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out
