"""Node packages for tests against what the JavaScript world uses; installed once, outside the repository."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest


def node_packages(*specs: str) -> Path:
    """Give a folder whose node_modules holds the packages, or skip the test saying why there is none."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip(f"node and npm are needed to install {' '.join(specs)}")
    folder = _cache() / hashlib.sha256(" ".join(sorted(specs)).encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    complete = folder / "complete"
    # One worker of pytest-xdist installs, the others wait for it.
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not complete.exists():
            _install(npm, folder, specs)
            complete.touch()
    return folder


def run_node(folder: Path, script: Path, *arguments: str, stdin: str = "", seconds: float = 50) -> str:
    """Run a script that can import the folder's packages, and give what it printed."""
    node = shutil.which("node")
    assert node is not None
    # An ECMAScript module resolves its imports from where it lies, so it must lie beside node_modules.
    placed = folder / f"{os.getpid()}-{script.name}"
    placed.write_bytes(script.read_bytes())
    try:
        result = subprocess.run(
            [node, str(placed), *arguments],
            cwd=folder,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    finally:
        placed.unlink()
    assert result.returncode == 0, result.stderr
    return result.stdout


def _cache() -> Path:
    chosen = os.environ.get("LMO_TUI_NODE_CACHE")
    return Path(chosen) if chosen else Path(tempfile.gettempdir()) / f"lmo-tui-node-{os.getuid()}"


def _install(npm: str, folder: Path, specs: tuple[str, ...]) -> None:
    command = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder)]
    try:
        subprocess.run([*command, *specs], cwd=folder, capture_output=True, text=True, timeout=600, check=True)
    except subprocess.CalledProcessError as failure:
        pytest.skip(f"npm could not install {' '.join(specs)}: {failure.stderr.strip()[-300:]}")
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm did not install {' '.join(specs)} within ten minutes")
