"""What holds for every test of the suite."""

import os
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.fakes.profile import steady

steady()

DEVELOPERS_OWN = ("LMO_TUI_", "XDG_", "TEXTUAL", "LC_", "SF_", "SFDX_", "SSH_", "TMUX", "CLICOLOR", "COLORTERM")
"""How the names of environment variables begin that would let the developer's machine into a test."""

NAMED = (
    *("NO_COLOR", "FORCE_COLOR", "LANGUAGE", "EDITOR", "VISUAL", "PAGER", "BROWSER", "NETRC", "COLUMNS", "LINES"),
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy"),
    *("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PYTHONSTARTUP", "PYTHONWARNINGS"),
    "PYTHONDONTWRITEBYTECODE",  # Every program that a test runs would be compiled anew.
)

KEPT = ("LMO_TUI_NODE_CACHE", "TEXTUAL_SNAPSHOT_TEMPDIR")
"""What tells the tests themselves, not the program, where things are."""


NUMBERS = count()
"""Of the homes: pytest would read the whole folder for the number of the next one, three thousand times."""


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def _nobodys_machine(_homes: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep home folder, environment, locale and time zone of whoever runs the tests out of them."""
    npm: dict[str, str | Path] = {"npm_config_userconfig": Path.home() / ".npmrc"}
    if proxy := os.environ.get("HTTPS_PROXY") or os.environ.get("https_proxy"):
        npm["npm_config_https_proxy"] = proxy
    for name in set(os.environ).difference(KEPT):
        if name.startswith(DEVELOPERS_OWN) or name in NAMED:
            monkeypatch.delenv(name)
    home = _homes / str(next(NUMBERS))
    home.mkdir()
    # What a killed process leaves is of no interest to the machine.
    monkeypatch.setenv("TMPDIR", str(_homes))
    pinned = {"HOME": home, "LMO_TUI_HOME": home / "lmo-tui", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    # The node tests install packages, and must find the registry of this machine although its home is hidden.
    for name, value in (*pinned.items(), *npm.items(), ("LANG", "C.UTF-8"), ("TZ", "UTC")):
        monkeypatch.setenv(name, str(value))
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def lmo_tui_home() -> Path:
    """Where this test's settings, stores and journals go."""
    return Path(os.environ["LMO_TUI_HOME"])
