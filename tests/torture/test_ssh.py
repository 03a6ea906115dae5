"""The desk over a real SSH connection that is cut in the middle of a write."""

import os
import select
import shlex
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from lmo_tui.domain.change_sets import MANY
from lmo_tui.domain.licenses import Field
from tests.cli.program import ROOT
from tests.demo.fixtures import demo_lmo, make_demo_lmo, pristine_lmo
from tests.e2e.program import PROGRAM, session
from tests.e2e.terminal import Terminal
from tests.torture.many import wrong_afterwards
from tests.torture.scene import Scene
from tests.torture.test_signals import Saving, begin, begin_many, one_write_and_journal_and_server_agree, scene

__all__ = ["demo_lmo", "make_demo_lmo", "pristine_lmo", "scene"]

SSHD = Path("/usr/sbin/sshd")


def why_not_ssh() -> str:
    """Why no server can be started here; empty if one can."""
    if not SSHD.exists() or shutil.which("ssh") is None or shutil.which("ssh-keygen") is None:
        return "no OpenSSH server and client are installed: .ci/run installs them"
    if not hasattr(os, "pidfd_open"):
        return "only Linux tells when a process ends that is not one's child"
    return "" if os.getuid() == 0 else "only root can start an SSH server that lets one in"


@dataclass(frozen=True)
class Server:
    """An SSH server on loopback that lets in whoever has its key."""

    port: int
    key: Path

    def run(self, command: str) -> tuple[str, ...]:
        """The client's command line for a command in a terminal over there."""
        options = ("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR", "IdentitiesOnly=yes")
        told = [part for option in options for part in ("-o", option)]
        return ("ssh", "-F", "none", "-tt", *told, "-i", str(self.key), "-p", str(self.port), "127.0.0.1", command)


@pytest.fixture
def sshd(tmp_path: Path) -> Iterator[Server]:
    if reason := why_not_ssh():
        pytest.skip(reason)
    for name in ("host", "key"):
        made = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name))
        subprocess.run(made, check=True, timeout=30)
    Path("/run/sshd").mkdir(exist_ok=True)
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    lines = (
        *(f"Port {port}", "ListenAddress 127.0.0.1", f"HostKey {tmp_path / 'host'}", "PidFile none", "UsePAM no"),
        *(f"AuthorizedKeysFile {tmp_path / 'key.pub'}", "StrictModes no", "PermitRootLogin prohibit-password"),
        *("PasswordAuthentication no", "UseDNS no", "PrintMotd no", "PrintLastLog no"),
    )
    config = tmp_path / "sshd_config"
    config.write_text("\n".join(lines) + "\n")
    with subprocess.Popen([SSHD, "-D", "-e", "-f", str(config)], stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            heard = next((line for line in server.stderr if "Server listening" in line), "")
            assert heard, "the SSH server did not start"
            yield Server(port, tmp_path / "key")
        finally:
            server.terminate()


@pytest.mark.parametrize("begun", [begin, begin_many])
async def test_a_connection_that_is_cut_in_mid_write_leaves_a_whole_journal(
    begun: Callable[[Terminal, Scene], Saving], sshd: Server, scene: Scene, tmp_path: Path
) -> None:
    noted = tmp_path / "pid"
    home = {"LMO_TUI_HOME": str(scene.home), "LC_ALL": "C.UTF-8"}
    settings = [f"{name}={shlex.quote(value)}" for name, value in home.items()]
    program = shlex.join((*PROGRAM, *session(scene.lmo, tmp_path)))
    command = f"cd {shlex.quote(str(ROOT))}; echo $$ > {noted}; exec env {' '.join(settings)} {program}"
    with Terminal(sshd.run(command), environment=os.environ) as client:
        client.expect("^▌L-").expect("synced")
        saving = begun(client, scene)
        desk = os.pidfd_open(int(noted.read_text()))
        os.kill(client.pid, signal.SIGKILL)
        client.expect_end()
        saving.answer()
        assert select.select([desk], [], [], 20)[0], "the desk must end when its terminal is gone"
        os.close(desk)
    assert scene.field is Field.SEATS
    if begun is begin:
        await one_write_and_journal_and_server_agree(scene)
    else:
        assert len(scene.lmo.audit.commits) > MANY
        assert await wrong_afterwards(scene) == []
