"""A real Secret Service (gnome-keyring) on a host without screen or login, private to one test.

Needs Debian's gnome-keyring, dbus and dbus-bin, which `.ci/run` installs.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tests.cli.program import ROOT

NEEDED: Final = ("gnome-keyring-daemon", "dbus-run-session", "dbus-send")
MISSING: Final = [name for name in NEEDED if shutil.which(name) is None]
PYTHON: Final = f'"{sys.executable}" -m tests.credentials.in_session'

UNLOCK: Final = """
eval "$(printf %s "{password}" | gnome-keyring-daemon --unlock --components=secrets 2>/dev/null | sed 's/^/export /')"
# It answers before it owns its name; the bus would start a second, locked one.
for _ in $(seq 200); do
    dbus-send --session --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus \\
        org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2>/dev/null | grep -q 'boolean true' && break
    sleep 0.02
done
"""


def unlock(password: str = "for-tests-only") -> str:  # noqa: S107 - made up
    """The lines of a shell that start the daemon and unlock the keyring."""
    return UNLOCK.format(password=password)


def in_a_session(folder: Path, lines: Iterable[str]) -> list[str]:
    """What a shell prints in a D-Bus session of its own, whose keyring is in this folder."""
    places = {"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_RUNTIME_DIR": "run"}
    for name in places.values():
        (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    environment = {name: str(folder / place) for name, place in places.items()}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LC_ALL", "LMO_TUI_HOME", "TMPDIR")}
    shell = shutil.which("bash") or "bash"
    ran = subprocess.run(
        [shutil.which("dbus-run-session") or "dbus-run-session", "--", shell, "-c", "\n".join(lines)],
        cwd=ROOT,
        env={**kept, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr
    return ran.stdout.splitlines()
