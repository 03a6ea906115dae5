from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from lmo_tui.demo.serve import main, reporter
from tests.demo.client import LICENSE, Client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lmo_tui.demo.server import DemoLmo
    from tests.demo.client import Json

COMMAND = [sys.executable, "-m", "lmo_tui.demo.serve", "--licenses", "60", "--today", "2026-11-24"]


class _Elsewhere:
    """A server in another process, as far as `Client` needs to know it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        self.announced: Json = json.loads(process.stdout.readline())
        self.url, self.token = self.announced["instance_url"], self.announced["access_token"]


@pytest.fixture(scope="session")
def cache(pristine_lmo: Path) -> Path:
    """Where the pristine data lies already."""
    return pristine_lmo.parent


@pytest.fixture
def serve(cache: Path) -> Iterator[Callable[..., Client]]:
    """Start a server process; it is told to end when the test does."""
    with ExitStack() as ending:

        def start(*options: str) -> Client:
            process = subprocess.Popen(
                [*COMMAND, "--cache", str(cache), *options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            ending.enter_context(process)
            ending.callback(_end, process)
            server = _Elsewhere(process)
            client = Client(server, server.token)  # type: ignore[arg-type]  # only its url is used
            ending.callback(client.connection.close)
            return client

        yield start


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.communicate(timeout=20)


def _process(client: Client) -> subprocess.Popen[str]:
    return client.lmo.process  # type: ignore[attr-defined, no-any-return]  # it is an _Elsewhere


def test_one_line_then_service_until_stdin_closes(serve: Callable[..., Client]) -> None:
    client = serve()
    process = _process(client)
    assert set(client.lmo.announced) == {"instance_url", "access_token"}  # type: ignore[attr-defined]  # the same
    assert urlsplit(client.lmo.url).hostname == "127.0.0.1"
    assert client.query("SELECT COUNT() FROM sfLma__License__c").json["totalSize"] == 60
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")


def test_sigterm_ends_it_in_order(serve: Callable[..., Client]) -> None:
    process = _process(serve())
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert process.stderr is not None
    assert process.stderr.read() == ""


def test_a_data_file_keeps_what_one_did(serve: Callable[..., Client], tmp_path: Path) -> None:
    data = tmp_path / "kept" / "lmo.sqlite3"
    orgs = []
    for seats in (41, 42):
        client = serve("--data", str(data))
        orgs.append(client.ask("GET", "/services/oauth2/userinfo").json["organization_id"])
        key = client.query("SELECT Id, sfLma__Seats__c FROM sfLma__License__c WHERE Name = 'L-00017'").json["records"][
            0
        ]
        if seats == 42:
            assert key["sfLma__Seats__c"] == 41.0
        assert client.ask("PATCH", f"{LICENSE}/{key['Id']}", {"sfLma__Seats__c": seats}).status == 204
        assert _process(client).communicate(timeout=20) == ("", "")
    assert orgs[0] == orgs[1]
    assert [path.name for path in data.parent.iterdir()] == ["lmo.sqlite3"]


def test_options_reach_the_server(serve: Callable[..., Client], tmp_path: Path) -> None:
    faults = tmp_path / "faults.json"
    faults.write_text('[{"match": {"path": "/limits"}, "do": "503"}]')
    options = (
        "--faults",
        str(faults),
        "--profile",
        "read-only",
        "--org-kind",
        "sandbox",
        "--latency",
        "1",
        "--lag",
        "5",
    )
    client = serve(*options)
    assert client.get("/limits").status == 503
    assert client.ask("GET", "/services/oauth2/userinfo").json["name"] == "Sam Whitfield"
    (org,) = client.query("SELECT IsSandbox FROM Organization").json["records"]
    assert org["IsSandbox"] is True


def test_a_served_lmo_can_have_a_life_of_its_own(serve: Callable[..., Client]) -> None:
    client = serve("--trickle", "60000")
    commits: list[Json] = []
    while not commits:
        account = client.ask("GET", "/__demo/audit", X_Demo_Token=client.token).json
        commits = account["commits"]
    assert {commit["by"] for commit in commits} == {"behind"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--licenses", "3"], "--licenses takes 60 to 1,000,000"),
        (["--licenses", "many"], "invalid int value"),
        (["--trickle", "-1"], "--trickle takes 0 to 60,000 events a minute"),
        (["--trickle", "nan"], "--trickle takes 0 to 60,000 events a minute"),
        (["--profile", "nobody"], "invalid choice"),
        (["--faults", "/nonexistent/faults.json"], "No such file"),
        (["--today", "tomorrow"], "invalid fromisoformat value"),
    ],
)
def test_wrong_usage_is_told_in_one_line(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert words in capsys.readouterr().err.splitlines()[-1]


def test_bad_fault_files_are_told(tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faults = tmp_path / "faults.json"
    for content, words in (("{}", "a list of faults"), ("[", "Expecting value"), ('[{"do": "explode"}]', "no fault")):
        faults.write_text(content)
        with pytest.raises(SystemExit):
            main(["--licenses", "60", "--today", "2026-11-24", "--cache", str(cache), "--faults", str(faults)])
        assert words in capsys.readouterr().err


def test_a_taken_port_is_told_and_leaves_nothing(
    demo_lmo: DemoLmo, cache: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    port = str(urlsplit(demo_lmo.url).port)
    with pytest.raises(SystemExit):
        main([*COMMAND[3:], "--cache", str(cache), "--port", port])
    assert f"port {port} cannot be had" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told_in_tenths() -> None:
    told = io.StringIO()
    report = reporter(told)
    for done in range(0, 2_501, 10):
        report(done, 2_500)
    lines = told.getvalue().splitlines()
    assert len(lines) == 11
    assert lines[-1] == "Building the demo LMO: 100% of 2,500 licenses"


def test_stopping_removes_the_working_copy(demo_lmo: DemoLmo) -> None:
    assert demo_lmo.path.exists()
    assert demo_lmo.path.parent.name.startswith("lmo-demo-")
