"""Who may import whom, as sentences in pyproject.toml."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.source import ROOT


def test_import_contracts_are_kept() -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=50)
    assert ran.returncode == 0, ran.stdout
    assert "0 broken" in ran.stdout
