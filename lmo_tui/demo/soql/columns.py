"""The column metadata that `?columns=true` adds to a query: undocumented, but what the Salesforce CLI reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lmo_tui.demo.schema.model import NUMBER_TYPES, TEXT_TYPES
from lmo_tui.demo.soql.shape import Leaf, Node

if TYPE_CHECKING:
    from lmo_tui.demo.schema import Field
    from lmo_tui.demo.soql.groups import GroupColumn
    from lmo_tui.demo.soql.records import RowPlan

_APEX_TYPES: Final = {
    "id": "Id",
    "reference": "Id",
    "boolean": "Boolean",
    "int": "Integer",
    "double": "Double",
    "currency": "Double",
    "date": "Date",
    "datetime": "Datetime",
    "anyType": "Object",
}

Column = dict[str, Any]


def record_columns(plan: RowPlan) -> list[Column]:
    """Describe the columns of a statement that answers with records."""
    nested = {child.name: record_columns(child.plan) for child in plan.children}
    return _node_columns(plan.columns.root, nested)


def group_columns(columns: tuple[GroupColumn, ...]) -> list[Column]:
    """Describe the columns of an aggregate statement."""
    return [
        _column(column.name, column.value.type, displayName=column.value.name, aggregate=True, apexType=None)
        if column.aggregate
        else _field_column(column.name, column.value.type, column.value.field)
        for column in columns
    ]


def _node_columns(node: Node, nested: dict[str, list[Column]]) -> list[Column]:
    columns = []
    for name, entry in node.entries.items():
        if isinstance(entry, Leaf):
            columns.append(_field_column(name, entry.type, entry.field))
        elif isinstance(entry, Node):
            link = entry.join.link
            joined = _node_columns(entry, nested)
            foreign_key = link.name if link else None
            columns.append(_column(name, apexType=None, joinColumns=joined, foreignKeyName=foreign_key))
        else:
            columns.append(_column(name, apexType=None, joinColumns=nested[name], aggregate=True))
    return columns


def _field_column(name: str, kind: str, field: Field | None) -> Column:
    if field is None:
        return _column(name, kind)
    return _column(name, kind, custom=field.custom, insertable=field.createable, updatable=field.updateable)


def _column(name: str, kind: str = "", **more: Any) -> Column:  # noqa: ANN401 - JSON values
    return {
        "aggregate": False,
        "apexType": _APEX_TYPES.get(kind, "String"),
        "booleanType": kind == "boolean",
        "columnName": name,
        "custom": False,
        "displayName": name,
        "foreignKeyName": None,
        "insertable": False,
        "joinColumns": [],
        "numberType": kind in NUMBER_TYPES,
        "textType": kind in TEXT_TYPES,
        "updatable": False,
        **more,
    }
