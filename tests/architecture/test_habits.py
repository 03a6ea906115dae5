"""Habits that no linter holds."""

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, Source, called, sources

CATCHES_EVERYTHING = {
    "lmo_tui/credentials/os_keyring.py": "the keyring border: what a keyring raises is of any kind",
    "lmo_tui/credentials/patience.py": "carries an exception from a thread to whoever waits for it",
    "lmo_tui/cli/ending.py": "the command line's crash handler",
    "lmo_tui/tui/background.py": "carries an exception from a thread to whoever awaits it",
}
"""The only places that may catch what they do not know."""

BROAD = {"Exception", "BaseException"}
SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH)\b")
"""How SQL and SOQL begin. What cannot take parameters anyway (PRAGMA, CREATE) is made of our own names only."""


def reraises(handler: ast.ExceptHandler) -> bool:
    """Whether it only cleans up: the last thing it does is to raise the same again."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_nothing_swallows_what_it_does_not_know() -> None:
    found = [
        source.at(node)
        for source in sources()
        for node in source.nodes()
        if isinstance(node, ast.ExceptHandler | ast.Call) and _swallows(node)
    ]
    assert sorted(place.partition(":")[0] for place in found) == sorted(CATCHES_EVERYTHING), found


def _swallows(node: ast.ExceptHandler | ast.Call) -> bool:
    if isinstance(node, ast.Call):
        return called(node) == "suppress" and any(_names(kind) & BROAD for kind in node.args)
    return bool(_names(node.type) & BROAD) and not reraises(node)


def _names(kinds: ast.expr | None) -> set[str]:
    if kinds is None:
        return {"BaseException"}
    return {node.id for node in ast.walk(kinds) if isinstance(node, ast.Name)}


def test_no_thread_holds_up_quitting() -> None:
    """Textual's thread workers, asyncio's own, and executors are joined at exit: a stalled org would hold it."""
    joined = {"to_thread", "run_in_executor", "ThreadPoolExecutor", "ProcessPoolExecutor"}
    found = [
        source.at(node)
        for source in sources()
        for node in source.nodes()
        if isinstance(node, ast.Call)
        and (called(node) in joined or any(keyword.arg == "thread" for keyword in node.keywords))
    ]
    assert found == []


def test_no_query_is_built_from_foreign_text() -> None:
    """A query made of parts says on its line where the parts come from, and why that is safe; nothing else is made."""
    silent = [
        source.at(node)
        for source in sources()
        for node in source.nodes()
        if isinstance(node, ast.expr) and _is_made_sql(node) and not _explained(source, node)
    ]
    assert silent == []


def _is_made_sql(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        made = any(isinstance(part, ast.FormattedValue) for part in node.values)
        return made and _is_sql(node.values[0])
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return _is_sql(node.left)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return _is_sql(node.func.value)
    return False


def _is_sql(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(SQL.match(node.value))


def _explained(source: Source, node: ast.expr) -> bool:
    lines = source.lines[node.lineno - 1 : node.end_lineno]
    return any(re.search(r"noqa: S608\b\W+\w+", line) for line in lines)


def test_a_check_that_is_switched_off_says_why() -> None:
    """After `noqa` or `type: ignore` comes the code that is switched off, and after that a reason in words."""
    off = re.compile(r"#\s*(noqa|type:\s*ignore)(?P<code>:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*|\[[\w, -]+\])?(?P<rest>.*)")
    silent = [
        f"{source.name}:{number} {line.strip()}"
        for source in (*sources(), *sources("tests"))
        for number, line in enumerate(source.lines, 1)
        for found in [off.search(line)]
        if found and not (found["code"] and re.search(r"[A-Za-z]{3,}", found["rest"])) and "re.compile" not in line
    ]
    assert silent == []


def test_nothing_names_the_machine_it_was_made_on() -> None:
    """No file that is kept names a developer's folder, or a host that packages were fetched from."""
    # In parts, so that this file does not hold what it looks for.
    folders = "|".join(("/home" + r"/\w+/", "/Users" + r"/\w+/", "/work" + r"/\w+/", "/root" + "/"))
    hosts = "|".join(("index[-_]url *=? *http", "registry *= *http", "artifact" + "ory", "//nex" + "us"))
    machine = re.compile(f"{folders}|{hosts}")
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in _kept_files()
        for hit in machine.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def _kept_files() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("only a git checkout knows which files are kept")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file()]
