"""`demo serve`: the contract that other programs rely on."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.program import ROOT, run_program


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A demo LMO with sixty licenses, as the program's own command."""
    command = [sys.executable, "-m", "lmo_tui", "demo", "serve", "--licenses", "60", "--seed", "3", *arguments]
    process = subprocess.Popen(
        [*command, "--cache", str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        with process:
            yield process
    finally:
        process.kill()


def ready(process: subprocess.Popen[str]) -> dict[str, str]:
    """The line that it prints when one can connect."""
    assert process.stdout is not None
    said: dict[str, str] = json.loads(process.stdout.readline())
    return said


def test_it_prints_one_line_when_ready_and_serves_until_stdin_closes(tmp_path: Path) -> None:
    with serving(tmp_path, "--port", "0") as process:
        said = ready(process)
        assert set(said) == {"instance_url", "access_token"}
        assert said["instance_url"].startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{said['instance_url']}/services/data") as answer:  # noqa: S310 - loopback
            assert json.load(answer)[-1]["version"]
        out, _ = process.communicate(timeout=20)
        assert (process.returncode, out) == (0, "")


def test_sigterm_ends_it_well(tmp_path: Path) -> None:
    with serving(tmp_path) as process:
        ready(process)
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(20) == 0


@pytest.mark.parametrize(
    "arguments", [("--licenses", "1"), ("--port", "x"), ("--faults", "/no/such/file"), ("--bogus",)]
)
def test_what_it_cannot_do_is_a_usage_error(arguments: tuple[str, ...]) -> None:
    ran = run_program("demo", "serve", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err


def test_its_help_names_the_options_of_the_contract() -> None:
    ran = run_program("demo", "serve", "--help")
    assert ran.code == 0
    assert all(option in ran.out for option in ("--port", "--licenses", "--seed", "--faults", "--latency"))
