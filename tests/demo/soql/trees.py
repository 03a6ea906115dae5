"""One plain form for our syntax trees and for soql-parser-js's, so that the two can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lmo_tui.demo.soql.syntax import Both, Call, Comparison, Item, Literal, Not, Path, Select

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lmo_tui.demo.soql.syntax import Condition, Operand

Tree = Any

_KINDS: Final = {
    "STRING": "string",
    "INTEGER": "number",
    "DECIMAL": "number",
    "BOOLEAN": "boolean",
    "NULL": "null",
    "DATE": "date",
    "DATETIME": "datetime",
    "DATE_LITERAL": "range",
    "DATE_N_LITERAL": "range",
}


def ours(select: Select) -> Tree:
    """Put our tree into the plain form."""
    return {
        "object": ".".join(select.source.parts),
        "fields": ["count()"] if select.counts_rows else [_our_item(item) for item in select.items],
        "where": _our_condition(select.where),
        "groups": [_text(operand) for operand in select.group_by],
        "having": _our_condition(select.having),
        "order": [(_text(order.operand), order.descending, order.nulls_last) for order in select.order_by],
        "limit": select.limit,
        "offset": select.offset,
    }


def theirs(query: dict[str, Any]) -> Tree:
    """Put the parser's tree into the plain form."""
    name = query.get("sObject") or ".".join((*query.get("sObjectPrefix", ()), query["relationshipName"]))
    return {
        "object": name,
        "fields": [_their_item(field) for field in query["fields"]],
        "where": _their_condition(query.get("where")),
        "groups": [_their_operand(group) for group in _listed(query.get("groupBy"))],
        "having": _their_condition(query.get("having")),
        "order": [
            (_their_operand(order), order.get("order") == "DESC", order.get("nulls") == "LAST")
            for order in _listed(query.get("orderBy"))
        ],
        "limit": query.get("limit"),
        "offset": query.get("offset"),
    }


def _text(operand: Operand) -> str:
    if isinstance(operand, Path):
        return operand.text.lower()
    assert isinstance(operand, Call)
    return f"{operand.name}({','.join(_text(argument) for argument in operand.arguments)})".lower()


def _our_item(item: Item | Select) -> Tree:
    return ours(item) if isinstance(item, Select) else (_text(item.operand), item.alias)


def _our_condition(condition: Condition | None) -> Tree:
    if condition is None:
        return None
    if isinstance(condition, Not):
        return ("NOT", _our_condition(condition.condition))
    if isinstance(condition, Both):
        return _flat(condition.operator, [_our_condition(part) for part in condition.conditions])
    assert isinstance(condition, Comparison)
    value: Tree
    if isinstance(condition.value, Select):
        value = ours(condition.value)
    elif isinstance(condition.value, Literal):
        value = _our_kind(condition.value)
    else:
        value = [_our_kind(literal) for literal in condition.value]
    return (_text(condition.operand), condition.operator, value)


def _our_kind(literal: Literal) -> str:
    return "string" if literal.kind == "pattern" else literal.kind


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - JSON
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _their_item(field: dict[str, Any]) -> Tree:
    if field["type"] == "FieldSubquery":
        return theirs(field["subquery"])
    if field.get("functionName", "").upper() == "COUNT" and not field["parameters"]:
        return "count()"
    return (_their_operand(field), field.get("alias") if "objectPrefix" not in field else None)


def _their_operand(field: dict[str, Any]) -> str:
    if "fn" in field:
        return _their_operand(field["fn"])
    if "functionName" in field:
        return str(field["rawValue"]).replace(" ", "").lower()
    path = str(field.get("rawValue") or ".".join((*field.get("relationships", ()), field["field"])))
    return path.lower()


def _their_condition(where: dict[str, Any] | None) -> Tree:
    """Read the parser's chain of conditions, which counts parentheses, with the usual precedence."""
    if where is None:
        return None
    tokens = list(_chain(where))
    tree = _either(tokens)
    assert not tokens, tokens
    return tree


def _chain(where: dict[str, Any]) -> Iterator[Tree]:
    step: dict[str, Any] | None = where
    while step is not None:
        left = step.get("left")
        if left is not None:
            yield from "(" * left.get("openParen", 0)
            if "operator" in left:
                yield _their_comparison(left)
            yield from ")" * left.get("closeParen", 0)
        if step.get("operator"):
            yield step["operator"]
        step = step.get("right")


def _either(tokens: list[Tree]) -> Tree:
    return _run("OR", tokens, _all)


def _all(tokens: list[Tree]) -> Tree:
    return _run("AND", tokens, _one)


def _run(operator: str, tokens: list[Tree], inner: Any) -> Tree:  # noqa: ANN401 - a parsing function
    parts = [inner(tokens)]
    while tokens and tokens[0] == operator:
        tokens.pop(0)
        parts.append(inner(tokens))
    return _flat(operator, parts)


def _one(tokens: list[Tree]) -> Tree:
    first = tokens.pop(0)
    if first == "NOT":
        return ("NOT", _one(tokens))
    if first != "(":
        return first
    tree = _either(tokens)
    assert tokens.pop(0) == ")"
    return tree


def _flat(operator: str, parts: list[Tree]) -> Tree:
    """Join conditions; one in parentheses under the same operator says no more than without."""
    if len(parts) == 1:
        return parts[0]
    flat: list[Tree] = []
    for part in parts:
        flat.extend(part[1:] if part[0] == operator else [part])
    return (operator, *flat)


def _their_comparison(left: dict[str, Any]) -> Tree:
    operator = "!=" if left["operator"] == "<>" else left["operator"]
    value: Tree
    if "valueQuery" in left:
        value = theirs(left["valueQuery"])
    elif isinstance(left["value"], list):
        kinds = left["literalType"]
        value = [_KINDS[kind] for kind in (kinds if isinstance(kinds, list) else [kinds] * len(left["value"]))]
    else:
        value = _KINDS[left["literalType"]]
    return (_their_operand(left), operator.upper(), value)
