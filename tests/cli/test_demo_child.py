import os
import select
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from lmo_tui.cli.demo_child import DemoChild
from lmo_tui.domain.errors import UnreachableError
from lmo_tui.domain.redaction import redact
from tests.cli.program import ROOT

SMALL = ("--licenses", "60")


def gone(pid: int, seconds: float = 20) -> bool:
    """Whether the process ends within this time."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


def test_it_starts_when_asked_and_ends_when_told(tmp_path: Path) -> None:
    told: list[str] = []
    child = DemoChild([*SMALL, "--cache", str(tmp_path)], told.append)
    url, token = child.address()
    assert (url, token) == child.address()
    pid = child.pid
    assert pid is not None
    with urllib.request.urlopen(f"{url}/services/data") as answer:  # noqa: S310 - loopback
        assert answer.status == 200
    assert told == ["Building the demo LMO: 100% of 60 licenses"]
    assert token not in redact(f"{token}")
    child.stop()
    assert gone(pid)
    child.stop()
    with pytest.raises(UnreachableError, match="stopped"):
        child.address()


def test_a_server_that_died_is_started_anew(tmp_path: Path) -> None:
    child = DemoChild([*SMALL, "--cache", str(tmp_path)])
    try:
        first = child.address()
        pid = child.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        assert gone(pid)
        assert child.address() != first
    finally:
        child.stop()


def test_what_the_server_said_last_is_told_when_it_does_not_start(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    child = DemoChild([*SMALL, "--cache", str(tmp_path / "file")])
    with pytest.raises(UnreachableError, match="did not start") as raised:
        child.address()
    child.stop()
    assert "file" in raised.value.detail
    assert "Traceback" not in raised.value.detail


def test_it_goes_even_when_its_parent_is_killed(tmp_path: Path) -> None:
    script = (
        "import sys; from lmo_tui.cli.demo_child import DemoChild;"
        "child = DemoChild(sys.argv[1:]); child.address(); print(child.pid, flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script, *SMALL, "--cache", str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert not gone(pid, 0)
        parent.kill()
    assert gone(pid)
