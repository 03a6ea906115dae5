"""What holds for every test of the suite."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

DEVELOPERS_OWN = ("LMO_TUI_", "XDG_", "TEXTUAL", "LC_", "SF_", "SFDX_", "SSH_", "TMUX", "CLICOLOR", "COLORTERM")
"""How the names of environment variables begin that would let the developer's machine into a test."""

NAMED = (
    *("NO_COLOR", "FORCE_COLOR", "LANGUAGE", "EDITOR", "VISUAL", "PAGER", "BROWSER", "NETRC", "COLUMNS", "LINES"),
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy"),
    *("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PYTHONSTARTUP", "PYTHONWARNINGS"),
)


@pytest.fixture(autouse=True)
def _nobodys_machine(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep home folder, environment, locale and time zone of whoever runs the tests out of them."""
    for name in list(os.environ):
        if name.startswith(DEVELOPERS_OWN) or name in NAMED:
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    pinned = {"HOME": home, "LMO_TUI_HOME": home / "lmo-tui", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    for name, value in (*pinned.items(), ("LANG", "C.UTF-8"), ("TZ", "UTC")):
        monkeypatch.setenv(name, str(value))
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def lmo_tui_home() -> Path:
    """Where this test's settings, stores and journals go."""
    return Path(os.environ["LMO_TUI_HOME"])
