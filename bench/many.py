"""Thousands of licenses extended while one goes on pressing keys: `python -m bench.many [licenses] [latency]`.

A demo LMO in a process of its own, the desk in a terminal; every license of it that has an end is extended by 30 days.
Told are the calls, how soon a key moves the cursor meanwhile, and the memory.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.watch import Stopwatch
from lmo_tui.cli.places import alias_of

FILTER = "!perpetual !uninstalled"
PACE = 0.1
"""Seconds between two keys."""


def calls(url: str, token: str) -> int:
    """API calls that the org has counted."""
    request = urllib.request.Request(  # noqa: S310 - a demo on loopback
        f"{url}/services/data/v60.0/limits", headers={"Authorization": f"Bearer {token}"}
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - the same
        used: dict[str, int] = json.load(answer)["DailyApiRequests"]
    return used["Max"] - used["Remaining"]


def run(url: str, token: str, home: Path, licenses: int) -> str:
    """Extend them all; what came of it."""
    file = home / "token"
    file.touch(mode=0o600)
    file.write_text(token)
    environment = {"LMO_TUI_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
    command = (sys.executable, "-m", "lmo_tui", "--instance-url", url, "--access-token-file", str(file))
    with Stopwatch(command, os.environ | environment) as desk:
        desk.after("", rf"All {licenses:,} .*\n[^*]*")
        desk.watch(lambda: "synced" in desk.text, 300)
        desk.rest(4.0)
        desk.after(f"/{FILTER}\r", "▌L-")
        desk.rest(2.0)
        desk.after("a", "unmark")
        preview = desk.after(":extend 30d\r", "left out").shown
        desk.after("\r", "to save")
        desk.after(alias_of(url), None)
        before, rest = calls(url, token), desk.memory()[0]
        begun = time.perf_counter()
        started = desk.after("\r", r"^ [━─]+ [0-9,]+ of").shown
        first, second = re.findall(r"^[ ▌](L-\d+)", desk.text, re.MULTILINE)[:2]
        echoes, memory = [], []
        while " ended" not in desk.text:
            key, row = ("j", second) if len(echoes) % 2 == 0 else ("k", first)
            echoes.append(desk.after(key, f"^▌{row}").shown or 0.0)
            memory.append(desk.memory()[0])
            desk.rest(PACE)
        seconds = time.perf_counter() - begun
        told = re.search(r"[0-9,]+ of [0-9,]+ ·.*", desk.text)
        used = calls(url, token) - before - 1
        desk.type("q").type("q")
    echoes.sort()
    return "\n".join(
        (
            told[0].strip() if told else "it did not end",
            f"preview after {preview or 0:.0f} ms, begun after {started or 0:.0f} ms,"
            f" run {seconds:.1f} s, {used} calls (a look for changes included)",
            f"{len(echoes)} keys: median {statistics.median(echoes):.1f} ms, p95 {echoes[int(0.95 * len(echoes))]:.1f},"
            f" max {echoes[-1]:.1f}",
            f"memory {rest:.0f} MB before, {min(memory):.0f} to {max(memory):.0f} during",
        )
    )


def main(licenses: int, latency: str) -> None:
    """Serve, run, tell."""
    command = (sys.executable, "-m", "lmo_tui", "demo", "serve", "--licenses", str(licenses), "--latency", latency)
    with (
        tempfile.TemporaryDirectory() as home,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server,  # noqa: S603 - ours
    ):
        said = json.loads(server.stdout.readline() if server.stdout else "")
        print(run(said["instance_url"], said["access_token"], Path(home), licenses))
        server.communicate(timeout=20)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15_800, sys.argv[2] if len(sys.argv) > 2 else "50")
