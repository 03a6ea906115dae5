"""The clauses that row queries and group queries have in common: WHERE, ORDER BY, and the semi-joins within WHERE."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lmo_tui.demo.soql.errors import INVALID_FIELD
from lmo_tui.demo.soql.filters import Filter
from lmo_tui.demo.soql.functions import row_value
from lmo_tui.demo.soql.scope import Scope, root_object
from lmo_tui.demo.soql.syntax import Both, Comparison, Condition, Item, Not, Path, Select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lmo_tui.demo.schema import SObject
    from lmo_tui.demo.soql.context import Context
    from lmo_tui.demo.soql.errors import Statement
    from lmo_tui.demo.soql.scope import Expression
    from lmo_tui.demo.soql.syntax import Operand

_MOST_SEMI_JOINS: Final = 2


def open_scope(statement: Statement, context: Context, select: Select, root: SObject, prefix: str) -> Scope:
    """Make the scope of a statement about an object, with the aliases after FROM."""
    scope = Scope(statement, context, root, select.source.alias, prefix=prefix)
    for source in select.aliases:
        scope.name_source(source)
    return scope


def row_filter(scope: Scope) -> Filter:
    """Make the filter of a WHERE clause."""
    return Filter(scope, row_value, _semi_join)


def where(select: Select, filters: Filter, scope: Scope) -> str:
    """Compile WHERE, the recycle bin's rule and USING SCOPE into one SQL condition."""
    parts = []
    if scope.root.field("IsDeleted") and not (scope.context.include_deleted or select.all_rows):
        parts.append(f"{scope.base.column('IsDeleted')} = 0")
    if select.scope is not None:
        parts.extend(_mine(select, filters, scope))
    if select.where is not None:
        _check_semi_joins(select.where, scope)
        parts.append(filters.sql(select.where))
    return " AND ".join(parts) or "1"


def order_by(select: Select, scope: Scope, value: Callable[[Operand, Scope], Expression]) -> str:
    """Compile ORDER BY; nulls come first, whatever the direction, unless the statement says otherwise."""
    terms = []
    for order in select.order_by:
        column = value(order.operand, scope)
        if column.field is not None and not column.field.sortable:
            message = f"field '{column.name}' can not be sorted in a query call"
            raise scope.statement.error(INVALID_FIELD, order.operand.at, message)
        term = f"{column.sql}{' DESC' if order.descending else ''}"
        # Where nulls cannot be, saying nothing about them lets SQLite read the order from an index.
        if column.nullable and order.descending != order.nulls_last:
            term += f" NULLS {'LAST' if order.nulls_last else 'FIRST'}"
        terms.append(term)
    return f" ORDER BY {', '.join(terms)}" if terms else ""


def window(select: Select) -> tuple[str, list[int]]:
    """Compile LIMIT and OFFSET."""
    if select.limit is None and select.offset is None:
        return "", []
    return " LIMIT ? OFFSET ?", [-1 if select.limit is None else select.limit, select.offset or 0]


def _mine(select: Select, filters: Filter, scope: Scope) -> Iterator[str]:
    name = (select.scope or "").lower()
    if name == "mine" and scope.root.field("OwnerId"):
        filters.parameters.append(scope.context.user_id)
        yield f"{scope.base.column('OwnerId')} = ?"
    elif name != "everything":
        raise scope.statement.malformed(select.source.at, f"Scope '{select.scope}' is not supported by the demo LMO")


def _semi_joins(condition: Condition, *, mixed: bool = False) -> Iterator[tuple[Comparison, bool]]:
    """List the semi-joins of a condition, each with whether it stands under an OR or a NOT."""
    if isinstance(condition, Not):
        yield from _semi_joins(condition.condition, mixed=True)
    elif isinstance(condition, Both):
        for part in condition.conditions:
            yield from _semi_joins(part, mixed=mixed or condition.operator == "OR")
    elif isinstance(condition.value, Select):
        yield condition, mixed


def _check_semi_joins(condition: Condition, scope: Scope) -> None:
    found = list(_semi_joins(condition))
    for comparison, mixed in found:
        if mixed:
            raise scope.statement.malformed(
                comparison.at, "Semi join sub-selects are not allowed with the 'OR' operator"
            )
    if len(found) > _MOST_SEMI_JOINS:
        raise scope.statement.malformed(
            found[_MOST_SEMI_JOINS][0].at, f"Maximum {_MOST_SEMI_JOINS} semi join sub-selects are allowed"
        )


def _semi_join(comparison: Comparison, select: Select, left: Expression, filters: Filter) -> str:
    """Compile the statement of a semi-join, which selects one id of records like the left operand's."""
    outer = filters.scope
    if not left.is_id:
        message = (
            "The left operand field in the where expression for outer query should be an id field, "
            f"cannot use: '{left.name}'"
        )
        raise outer.statement.malformed(comparison.at, message)
    if outer.prefix != "t":
        raise outer.statement.malformed(comparison.at, "Nesting of semi join sub-selects is not supported")
    root = root_object(outer.statement, outer.context, select.source)
    scope = open_scope(outer.statement, outer.context, select, root, f"s{len(filters.parameters)}_")
    chosen = _one_id(select, scope)
    _check_same_target(comparison, left, chosen, scope.statement)
    inner = row_filter(scope)
    condition = where(select, inner, scope)
    filters.parameters += inner.parameters
    limit, values = window(select)
    filters.parameters += values
    # No null may stand in the list, or NOT IN would find nothing at all.
    condition += f" AND {chosen.sql} IS NOT NULL"
    return f"SELECT {chosen.sql} FROM {scope.tables()} WHERE {condition}{limit}"  # noqa: S608 - names come from the schema, values are parameters


def _one_id(select: Select, scope: Scope) -> Expression:
    item = select.items[0] if len(select.items) == 1 else None
    if not isinstance(item, Item) or not isinstance(item.operand, Path) or select.group_by:
        raise scope.statement.malformed(select.at, "Semi join sub-selects must select exactly one field")
    chosen = scope.column(item.operand)
    if not chosen.is_id:
        message = f"Semi join sub-selects can only query id fields, cannot use: '{chosen.name}'"
        raise scope.statement.malformed(item.operand.at, message)
    return chosen


def _check_same_target(comparison: Comparison, left: Expression, chosen: Expression, statement: Statement) -> None:
    if not left.targets & chosen.targets:
        message = (
            f"The selected field '{chosen.name}' in the subquery and the left operand field in the where expression "
            f"in the outer query '{left.name}' should point to the same object type"
        )
        raise statement.malformed(comparison.at, message)
