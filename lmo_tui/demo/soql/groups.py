"""Plans of aggregate statements: one row for each group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from lmo_tui.demo.soql import clauses
from lmo_tui.demo.soql.display import converter
from lmo_tui.demo.soql.errors import INVALID_FIELD
from lmo_tui.demo.soql.filters import Filter
from lmo_tui.demo.soql.functions import group_value, innermost, is_aggregate, row_value
from lmo_tui.demo.soql.syntax import Call, Item, Path, Select

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from lmo_tui.demo.schema import SObject
    from lmo_tui.demo.soql.context import Context
    from lmo_tui.demo.soql.errors import Statement
    from lmo_tui.demo.soql.filters import Parameter
    from lmo_tui.demo.soql.scope import Expression, Scope
    from lmo_tui.demo.soql.syntax import Operand

_SUBTOTALS: Final = frozenset(("ROLLUP", "CUBE", "GROUPING"))


@dataclass(frozen=True, slots=True)
class GroupColumn:
    """One value of a group: its key in the answer, and what made it."""

    name: str
    value: Expression
    convert: Callable[[Any], Any] | None
    aggregate: bool


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """How to compute the groups of a statement."""

    columns: tuple[GroupColumn, ...]
    sql: str
    parameters: list[Parameter]

    def read(self, connection: sqlite3.Connection) -> list[dict[str, Any]]:
        """Compute all groups as the wire has them."""
        return [self._record(row) for row in connection.execute(self.sql, self.parameters)]

    def _record(self, row: tuple[Any, ...]) -> dict[str, Any]:
        record: dict[str, Any] = {"attributes": {"type": "AggregateResult"}}
        for column, value in zip(self.columns, row, strict=True):
            record[column.name] = value if column.convert is None or value is None else column.convert(value)
        return record


def plan_groups(statement: Statement, context: Context, select: Select, root: SObject) -> GroupPlan:
    """Plan an aggregate statement."""
    return _Planner(clauses.open_scope(statement, context, select, root, "t"), select).plan()


def plan_count(statement: Statement, context: Context, select: Select, root: SObject) -> tuple[str, list[Parameter]]:
    """Plan SELECT COUNT(), whose answer is a total without records."""
    scope = clauses.open_scope(statement, context, select, root, "t")
    if select.group_by or select.having or select.order_by:
        at = (*select.group_by, *(order.operand for order in select.order_by))[0].at
        raise statement.malformed(at, "COUNT() cannot be used with GROUP BY or ORDER BY")
    filters = clauses.row_filter(scope)
    condition = clauses.where(select, filters, scope)
    limit, window = clauses.window(select)
    parameters = [*filters.parameters, *window]
    if limit:
        return f"SELECT COUNT(*) FROM (SELECT 1 FROM {scope.tables()} WHERE {condition}{limit})", parameters  # noqa: S608 - names come from the schema, values are parameters
    return f"SELECT COUNT(*) FROM {scope.tables()} WHERE {condition}", parameters  # noqa: S608 - as above


class _Planner:
    def __init__(self, scope: Scope, select: Select) -> None:
        self._scope = scope
        self._select = select
        self._statement = scope.statement
        self._groups: dict[str, Expression] = {}

    def plan(self) -> GroupPlan:
        self._check_window()
        for operand in self._select.group_by:
            self._add_group(operand)
        columns = self._columns()
        filters = clauses.row_filter(self._scope)
        condition = clauses.where(self._select, filters, self._scope)
        having = self._having()
        order = clauses.order_by(self._select, self._scope, self._grouped("Ordered field"))
        limit, window = clauses.window(self._select)
        group = f" GROUP BY {', '.join(self._groups)}" if self._groups else ""
        sql = (
            f"SELECT {', '.join(column.value.sql for column in columns)} FROM {self._scope.tables()} "  # noqa: S608 - names come from the schema, values are parameters
            f"WHERE {condition}{group}{having[0]}{order}{limit}"
        )
        return GroupPlan(columns, sql, [*filters.parameters, *having[1], *window])

    def _check_window(self) -> None:
        select = self._select
        if select.group_by:
            return
        for word, value, at in (("LIMIT", select.limit, select.limit_at), ("OFFSET", select.offset, select.offset_at)):
            if value is not None:
                message = f"Non-grouped query that uses overall aggregate functions cannot also use {word}"
                raise self._statement.malformed(at, message)

    def _add_group(self, operand: Operand) -> None:
        if isinstance(operand, Call) and operand.name.upper() in _SUBTOTALS:
            message = f"GROUP BY {operand.name.upper()} is not supported by the demo LMO"
            raise self._statement.malformed(operand.at, message)
        value = row_value(operand, self._scope)
        if value.field is not None and not value.field.groupable:
            message = f"field '{value.name}' can not be grouped in a query call"
            raise self._statement.error(INVALID_FIELD, operand.at, message)
        if value.sql in self._groups:
            raise self._statement.malformed(operand.at, f"duplicate grouping expression: {operand.text}")
        self._groups[value.sql] = value

    def _columns(self) -> tuple[GroupColumn, ...]:
        columns: dict[str, GroupColumn] = {}
        unnamed = 0
        for item in self._select.items:
            if isinstance(item, Select):
                message = f"Field must be grouped or aggregated: {item.source.parts[-1]}"
                raise self._statement.malformed(item.source.at, message)
            value = self._grouped("Field")(item.operand, self._scope)
            name = item.alias
            if name is None and isinstance(item.operand, Path):
                name = value.name
            if name is None:
                name = f"expr{unnamed}"
                unnamed += 1
            if name in columns:
                raise self._statement.malformed(item.operand.at, f"duplicate alias: {name}")
            columns[name] = self._column(name, item, value)
        return tuple(columns.values())

    def _column(self, name: str, item: Item, value: Expression) -> GroupColumn:
        formatted = isinstance(item.operand, Call) and item.operand.name.upper() == "FORMAT"
        return GroupColumn(name, value, converter(value.type, formatted=formatted), isinstance(item.operand, Call))

    def _grouped(self, what: str) -> Callable[[Operand, Scope], Expression]:
        """Make the resolver of one clause, where a plain field must be one of the groups."""

        def resolve(operand: Operand, scope: Scope) -> Expression:
            if isinstance(operand, Call) and operand.name.upper() in _SUBTOTALS:
                raise self._statement.malformed(operand.at, f"{operand.name} is not supported by the demo LMO")
            if isinstance(operand, Call) and operand.name.upper() == "FIELDS":
                raise self._statement.malformed(operand.at, f"{what} must be grouped or aggregated: {operand.text}")
            value = group_value(operand, scope)
            if not is_aggregate(operand) and not self._is_group(operand, value):
                path = innermost(operand)
                raise self._statement.malformed(path.at, f"{what} must be grouped or aggregated: {path.text}")
            return value

        return resolve

    def _is_group(self, operand: Operand, value: Expression) -> bool:
        if value.sql in self._groups:
            return True
        inner = self._scope.column(innermost(operand))
        return inner.type == "date" and inner.sql in self._groups

    def _having(self) -> tuple[str, list[Parameter]]:
        if self._select.having is None:
            return "", []
        if not self._groups:
            raise self._statement.malformed(self._select.at, "HAVING requires GROUP BY")
        filters = Filter(self._scope, self._grouped("Having field"))
        return f" HAVING {filters.sql(self._select.having)}", filters.parameters
