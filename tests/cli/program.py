"""The installed program, run as a process of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Finished:
    """How a process ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the program printed
        return json.loads(self.out.encode())  # Which fails on what was not UTF-8.


def run_program(*arguments: str, stdin: str = "", **environment: str) -> Finished:
    """Run `python -m lmo_tui` without a terminal."""
    return run_python("-m", "lmo_tui", *arguments, stdin=stdin, **environment)


def run_python(*arguments: str, stdin: str = "", **environment: str) -> Finished:
    """Run this Python in the checkout."""
    ended = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        input=stdin.encode(),
        capture_output=True,
        timeout=50,
        check=False,
        env=os.environ | environment,
    )
    return Finished(ended.returncode, _text(ended.stdout), _text(ended.stderr))


def _text(output: bytes) -> str:
    return output.decode(errors="surrogateescape")
