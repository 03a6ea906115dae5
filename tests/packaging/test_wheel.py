"""What an installation gets: the package and its stylesheets, and nothing else."""

import email
import re
import subprocess
import sys
import zipfile
from email.message import Message
from pathlib import Path

import pytest

from lmo_tui import __version__

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as an installer would build it, without a network."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    ran = subprocess.run(build, capture_output=True, text=True, check=False, timeout=50)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """The files in it."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    """What it says of itself."""
    with zipfile.ZipFile(wheel) as archive:
        return email.message_from_bytes(archive.read(f"lmo_tui-{__version__}.dist-info/METADATA"))


def test_every_stylesheet_is_inside_the_package(names: set[str]) -> None:
    sheets = {sheet.name for sheet in (ROOT / "styles").glob("*.tcss")}
    assert "base.tcss" in sheets
    assert {f"lmo_tui/styles/{name}" for name in sheets} <= names


def test_every_module_is_in_it(names: set[str]) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "lmo_tui").rglob("*.py")}
    assert modules <= names
    assert "lmo_tui/py.typed" in names


def test_nothing_else_is(names: set[str]) -> None:
    about = f"lmo_tui-{__version__}.dist-info/"
    assert {name for name in names if not name.startswith(("lmo_tui/", about))} == set()
    kinds = {Path(name).suffix for name in names if name.startswith("lmo_tui/")}
    assert kinds <= {".py", ".tcss", ".typed"}
    assert f"{about}licenses/LICENSE" in names


def test_the_command_and_the_license_are_declared(wheel: Path, metadata: Message) -> None:
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["Requires-Python"] == ">=3.11"
    with zipfile.ZipFile(wheel) as archive:
        points = archive.read(f"lmo_tui-{__version__}.dist-info/entry_points.txt").decode()
    assert "lmo-tui = lmo_tui.cli.main:main" in points


def test_what_few_need_comes_only_with_an_extra(metadata: Message) -> None:
    assert metadata.get_all("Provides-Extra") == ["web", "xlsx"]
    extras = {
        re.split(r"[<>=]", each)[0]: each.rpartition("== ")[2].strip("'")
        for each in metadata.get_all("Requires-Dist", [])
        if "; extra ==" in each
    }
    assert extras == {"aiohttp": "web", "textual-serve": "web", "xlsxwriter": "xlsx"}


def test_it_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    ask = (
        "import sys; sys.path.insert(0, sys.argv[1]); import lmo_tui; from lmo_tui.tui.stylesheets import stylesheet;"
        "print(lmo_tui.__file__); print(stylesheet('base.tcss'))"
    )
    ran = subprocess.run(
        [sys.executable, "-P", "-c", ask, str(tmp_path)], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    package, sheet = ran.stdout.splitlines()
    assert package == str(tmp_path / "lmo_tui" / "__init__.py")
    assert sheet == str(tmp_path / "lmo_tui" / "styles" / "base.tcss")
    assert Path(sheet).is_file()
