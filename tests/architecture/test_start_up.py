"""What each way into the program may load: start-up is a feature."""

import json

import pytest

from tests.cli.program import ROOT, run_python

HEAVY = (
    *("textual", "rich", "pydantic", "requests", "simple_salesforce", "keyring", "cryptography", "secretstorage"),
    *("sqlite3", "werkzeug", "asyncio"),
)

SPY = """
import json, sys
sys.argv[0] = "lmo-tui"
from lmo_tui.cli.main import main
try:
    main()
except SystemExit:
    pass
sys.stderr.write("\\0" + json.dumps(sorted(name for name in sys.modules if "." not in name)))
"""


def loaded(*arguments: str, script: str = SPY) -> set[str]:
    """The top-level modules that a run has loaded in the end."""
    ran = run_python("-c", script, *arguments)
    return set(json.loads(ran.err.rpartition("\0")[2]))


@pytest.mark.parametrize(
    "arguments", [("--version",), ("--help",), ("demo", "--help"), ("ls", "--help"), ("set",), ("nope",)]
)
def test_what_needs_no_org_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert loaded(*arguments).isdisjoint(HEAVY)


def test_the_version_does_not_even_load_click() -> None:
    assert loaded("--version").isdisjoint({"click", "dataclasses", "inspect"})


def test_commands_never_load_the_screens() -> None:
    # All in one home, where the demo LMO is built once.
    for arguments in (("ls",), ("show", "L-00001"), ("set", "L-00001", "--seats", "2000000")):
        modules = loaded(*arguments, "--org", "demo")
        assert {"sqlite3", "requests"} <= modules, arguments
        assert modules.isdisjoint({"textual", "rich", "keyring", "werkzeug"}), arguments


def test_an_entry_that_means_nothing_is_told_before_anything_is_loaded() -> None:
    assert loaded("set", "--org", "demo", "L-00001", "--seats", "many").isdisjoint(HEAVY)


def test_the_desk_opens_before_the_wire_is_loaded() -> None:
    script = """
import json, sys
from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.wiring import World
from lmo_tui.tui.background import in_background
from lmo_tui.tui.app import LmoApp
with World().workbench(Chosen(org="demo"), in_background) as workbench:
    LmoApp(workbench)
    workbench.desk.open(__import__("lmo_tui.domain.filters", fromlist=["View"]).View())
    sys.stderr.write("\\0" + json.dumps(sorted(name for name in sys.modules if "." not in name)))
"""
    modules = loaded(script=script)
    assert {"textual", "sqlite3"} <= modules
    assert modules.isdisjoint({"pydantic", "requests", "simple_salesforce", "keyring", "werkzeug"})


def test_the_picture_of_the_last_desk_is_painted_before_anything_is_loaded() -> None:
    script = """
import sys
import lmo_tui.cli.instant
import lmo_tui.cli.main
import json
sys.stderr.write("\\0" + json.dumps(sorted(name for name in sys.modules if "." not in name)))
"""
    modules = loaded(script=script)
    assert "sqlite3" in modules
    assert modules.isdisjoint({"click", "dataclasses", "inspect", "pathlib", "hashlib", "platformdirs", "rich"})


def test_the_first_frame_is_drawn_before_textual_is_loaded() -> None:
    script = """
import json, sys
from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.first_frame import picture
from lmo_tui.cli.wiring import World
from lmo_tui.tui.background import in_background
with World().workbench(Chosen(org="demo"), in_background) as workbench:
    picture(workbench, 120, 40)
    sys.stderr.write("\\0" + json.dumps(sorted(name for name in sys.modules if "." not in name)))
"""
    modules = loaded(script=script)
    assert "sqlite3" in modules
    assert modules.isdisjoint({"textual", "pydantic", "requests", "simple_salesforce", "keyring", "werkzeug", "click"})


def test_the_checkout_runs_without_being_installed() -> None:
    assert (ROOT / "lmo_tui" / "__main__.py").is_file()
    ran = run_python("-S", "-m", "lmo_tui", "--version")
    assert (ran.code, ran.out.split()[0]) == (0, "lmo-tui")
