"""Sizes that keep the code pleasant: what outgrows them wants splitting by meaning."""

import ast
from pathlib import Path
from statistics import median

from tests.architecture.source import ROOT, Function, length, sources

MEDIAN_FILE, LONGEST_FILE = 90, 400
LONGEST_CLASS, MOST_METHODS = 250, 25
LONGEST_FUNCTION = 50


def test_files_are_short() -> None:
    sizes = {source.name: len(source.lines) for source in sources()}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}
    assert median(sizes.values()) <= MEDIAN_FILE


def test_classes_are_short() -> None:
    long = {}
    for source in sources():
        for node in source.nodes():
            if isinstance(node, ast.ClassDef):
                methods = sum(isinstance(child, Function) for child in node.body)
                if length(node) > LONGEST_CLASS or methods > MOST_METHODS:
                    long[f"{source.at(node)} {node.name}"] = (length(node), methods)
    assert long == {}


def test_functions_are_short() -> None:
    long = {
        f"{source.at(node)} {node.name}": length(node)
        for source in sources()
        for node in source.nodes()
        if isinstance(node, Function) and length(node) > LONGEST_FUNCTION
    }
    assert long == {}


def test_a_thing_has_one_home() -> None:
    homeless = {"utils", "util", "helpers", "helper", "common", "base", "misc", "mixins"}
    parts = {part for source in sources() for part in Path(source.name).with_suffix("").parts}
    assert parts & homeless == set()


def test_tests_mirror_the_package() -> None:
    """Every layer has its tests, and every folder of tests is a package, so that names cannot clash."""
    layers = {path.name for path in (ROOT / "lmo_tui").iterdir() if (path / "__init__.py").exists()}
    assert layers <= {path.name for path in (ROOT / "tests").iterdir()}
    folders = {source.path.parent for source in sources("tests")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []
