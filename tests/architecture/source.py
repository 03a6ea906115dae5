"""The program's own source, parsed."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """Where it is, from the root of the repository."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        """What is in it."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def lines(self) -> list[str]:
        """The same, line by line."""
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        """The same, parsed."""
        return ast.parse(self.text, self.name)

    def nodes(self) -> Iterator[ast.AST]:
        """Everything in it."""
        return iter(self._nodes)

    @cached_property
    def _nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    def at(self, node: ast.stmt | ast.expr | ast.excepthandler) -> str:
        """Where a node is, for a failing test's message."""
        return f"{self.name}:{node.lineno}"


@cache
def sources(folder: str = "lmo_tui") -> tuple[Source, ...]:
    """Every Python file below a folder."""
    return tuple(Source(path) for path in sorted((ROOT / folder).rglob("*.py")))


def length(node: ast.ClassDef | Function) -> int:
    """Lines of a class or function, with its decorators."""
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return (node.end_lineno or first) - first + 1


def called(call: ast.Call) -> str:
    """The name of what is called, without what it belongs to."""
    target = call.func
    if isinstance(target, ast.Attribute):
        return target.attr
    return target.id if isinstance(target, ast.Name) else ""
