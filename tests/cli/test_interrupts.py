import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lmo_tui.cli.interrupts import leaving_in_order, not_interrupted
from tests.cli.program import ROOT


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 128 + 15), (signal.SIGHUP, 128 + 1)]
)
def test_a_command_that_waits_for_an_org_leaves_at_once_and_in_order(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    token = tmp_path / "token"
    token.touch(mode=0o600)
    token.write_text("00D000000000000!nonsense")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as org:
        url = f"http://127.0.0.1:{org.getsockname()[1]}"
        process = subprocess.Popen(
            [sys.executable, "-m", "lmo_tui", "ls", "--instance-url", url, "--access-token-file", str(token)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"TMPDIR": str(scratch)},
        )
        asking, _ = org.accept()
        with asking:
            assert asking.recv(3) == b"GET"
            assert len(list(scratch.iterdir())) == 1
            process.send_signal(number)
            out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (code, "")
    assert "Traceback" not in err
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_write_that_has_begun_is_not_stopped(number: signal.Signals, capsys: pytest.CaptureFixture[str]) -> None:
    with leaving_in_order():
        with not_interrupted():
            signal.raise_signal(number)
        assert "can no longer be stopped" in capsys.readouterr().err
        with pytest.raises((KeyboardInterrupt, SystemExit)):
            signal.raise_signal(number)


def test_what_was_there_before_comes_back() -> None:
    def current() -> list[int | Callable[..., object] | signal.Handlers | None]:
        return [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]

    before = current()
    with leaving_in_order(), not_interrupted():
        assert current() != before
    assert current() == before
