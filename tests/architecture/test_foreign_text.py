"""Words on the screen are foreign: no widget is given a text that it would parse as markup.

A heuristic: whatever is neither a literal nor visibly made into Text or Content must come with `markup=False`.
"""

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.architecture.source import Function, called, sources

PARSES_ITS_TEXT = {
    *("Static", "Label", "Button", "Checkbox", "RadioButton", "Option", "Selection", "Link", "TabPane", "Collapsible"),
    *("Markdown", "Placeholder", "DataTable"),
}
SAFE_MAKERS = {"Text", "Content", "assemble", "styled", "from_text", "from_rich_text"}
PARSED_ATTRIBUTES = {"border_title", "border_subtitle", "tooltip"}
PARSERS = {"from_markup", "render_markup", "escape"}


def unsafe(nodes: Iterable[ast.AST]) -> Iterator[ast.Call | ast.Assign]:
    """Where a widget may parse what it is given."""
    for node in nodes:
        if isinstance(node, ast.Call) and called(node) in PARSES_ITS_TEXT:
            named = {keyword.arg: keyword.value for keyword in node.keywords}
            given = [*node.args, *(named[name] for name in ("content", "prompt", "label", "title") if name in named)]
            if not _is_false(named.get("markup")) and not all(map(_harmless, given)):
                yield node
        if isinstance(node, ast.Assign):
            attributes = {target.attr for target in node.targets if isinstance(target, ast.Attribute)}
            if attributes & PARSED_ATTRIBUTES and not _harmless(node.value):
                yield node


def _is_false(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is False


def _harmless(value: ast.expr) -> bool:
    """Whether this cannot be a text with markup of others in it."""
    return isinstance(value, ast.Constant) or (isinstance(value, ast.Call) and called(value) in SAFE_MAKERS)


def test_no_widget_parses_foreign_text() -> None:
    assert [source.at(node) for source in sources("lmo_tui/tui") for node in unsafe(source.nodes())] == []


def test_toasts_are_not_parsed() -> None:
    """`notify` parses markup unless it is told not to: the app's own says so for everybody."""
    toasts = [
        node
        for source in sources("lmo_tui/tui")
        for node in source.nodes()
        if isinstance(node, Function) and node.name == "notify"
    ]
    assert [_is_false(_default(node, "markup")) for node in toasts] == [True]


def _default(function: Function, name: str) -> ast.expr | None:
    arguments = function.args
    given = [*zip(reversed([*arguments.posonlyargs, *arguments.args]), reversed(arguments.defaults), strict=False)]
    named = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    given += [(argument, value) for argument, value in named if value is not None]
    return {argument.arg: value for argument, value in given}.get(name)


def test_our_own_words_need_no_markup() -> None:
    found = [
        source.at(node)
        for source in sources("lmo_tui/tui")
        for node in source.nodes()
        if isinstance(node, ast.Call) and called(node) in PARSERS and ast.unparse(node.func) != "re.escape"
    ]
    assert found == []


@pytest.mark.parametrize(
    ("planted", "caught"),
    [
        ("Static(license_.name)", True),
        ("Label(f'for {name}')", True),
        ("Option('{}'.format(name))", True),
        ("self.border_title = license_.name", True),
        ("Static(name, markup=True)", True),
        ("Static(name, markup=False)", False),
        ("Static('Nothing yet')", False),
        ("Static(Content(name))", False),
        ("self.tooltip = Text(name)", False),
    ],
)
def test_the_heuristic_sees_what_it_is_for(planted: str, caught: bool) -> None:
    assert bool(list(unsafe(ast.walk(ast.parse(planted))))) is caught
