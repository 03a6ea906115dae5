"""Plans of statements that answer with records: which rows, in which order, and how a page of them is read."""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from lmo_tui.demo.schema import Field, SObject, children
from lmo_tui.demo.soql import clauses
from lmo_tui.demo.soql.errors import INVALID_FIELD
from lmo_tui.demo.soql.functions import DISPLAYS, innermost, is_grouping, row_value
from lmo_tui.demo.soql.scope import unknown_children
from lmo_tui.demo.soql.shape import Columns, Record
from lmo_tui.demo.soql.syntax import Call, Item, Path, Select

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from lmo_tui.demo.soql.context import Context
    from lmo_tui.demo.soql.errors import Statement
    from lmo_tui.demo.soql.filters import Parameter
    from lmo_tui.demo.soql.scope import Scope

_FIELDS_LIMIT: Final = 200
_DEEPEST_CHILDREN: Final = 5
_MOST_CHILDREN: Final = 20


@dataclass(slots=True)
class Children:
    """A statement within the field list: the child records of every row of a page, read at once."""

    name: str
    plan: RowPlan
    limit: int | None
    offset: int

    def read(self, connection: sqlite3.Connection, parents: Sequence[str]) -> dict[str, Any]:
        """Give each parent's child result; the platform says null where there are no children."""
        rows: dict[str, list[int]] = {}
        for parent, row in connection.execute(self.plan.keys_sql, [json.dumps(parents), *self.plan.parameters]):
            rows.setdefault(parent, []).append(row)
        end = None if self.limit is None else self.offset + self.limit
        wanted = {parent: found[self.offset : end] for parent, found in rows.items()}
        records = self.plan.fetch(connection, [row for found in wanted.values() for row in found])
        answers = {}
        for parent, found in wanted.items():
            listed = [records[row] for row in found if row in records]
            if listed:
                answers[parent] = {"totalSize": len(listed), "done": True, "records": listed}
        return answers


@dataclass(slots=True)
class RowPlan:
    """How to find the rows of a statement, and how to read some of them."""

    root: str
    columns: Columns
    keys_sql: str
    parameters: list[Parameter]
    page_sql: str
    children: list[Children] = field(default_factory=list)

    def keys(self, connection: sqlite3.Connection) -> array[int]:
        """Find the rows, in order; this is the snapshot that all pages of one query are cut from."""
        return array("q", (row for (row,) in connection.execute(self.keys_sql, self.parameters)))

    def fetch(self, connection: sqlite3.Connection, rows: Sequence[int]) -> dict[int, Record]:
        """Read some rows; one that has gone since they were found is left out."""
        if not rows:
            return {}
        found = self.read(connection, rows)
        parents = [row[1] for row in found]
        nested = {child.name: child.read(connection, parents) for child in self.children}
        records = {}
        for number, *values in found:
            record = self.columns.root.build(values, self.root, nested)
            if record is not None:
                records[number] = record
        return records

    def read(self, connection: sqlite3.Connection, rows: Sequence[int]) -> list[tuple[Any, ...]]:
        """Read the bare columns of some rows, each after its row number, in no particular order."""
        return connection.execute(self.page_sql, (json.dumps(list(rows)),)).fetchall()


def plan_rows(
    statement: Statement, context: Context, select: Select, root: SObject, among: Sequence[int] | None = None
) -> RowPlan:
    """Plan a whole statement that answers with records; `among` are the only rows that it may find."""
    return _Planner(statement, context, select, root, among=among).plan()


class _Planner:
    def __init__(
        self,
        statement: Statement,
        context: Context,
        select: Select,
        root: SObject,
        *,
        link: Field | None = None,
        among: Sequence[int] | None = None,
    ) -> None:
        self._context = context
        self._among = among
        self._select = select
        self._link = link
        self._statement = statement
        self._scope = clauses.open_scope(statement, context, select, root, "t")
        self._columns = Columns.of(self._scope.base)
        self._children: list[Children] = []
        self._depth = 0

    def plan(self, depth: int = 0) -> RowPlan:
        self._depth = depth
        for item in self._select.items:
            if isinstance(item, Select):
                self._add_children(item)
            else:
                self._add(item)
        page = (
            f"SELECT {self._scope.base.table}.rowid, {', '.join(self._columns.sql)} FROM {self._scope.tables()} "  # noqa: S608 - names come from the schema, values are parameters
            f"WHERE {self._scope.base.table}.rowid IN (SELECT value FROM json_each(?))"
        )
        keys, parameters = self._keys(self._scope.fresh())
        root = f"/services/data/v{self._context.version}/sobjects"
        return RowPlan(root, self._columns, keys, parameters, page, self._children)

    def _keys(self, scope: Scope) -> tuple[str, list[Parameter]]:
        filters = clauses.row_filter(scope)
        condition = clauses.where(self._select, filters, scope)
        order = clauses.order_by(self._select, scope, row_value)
        table = scope.base.table
        if self._link is None:
            limit, window = clauses.window(self._select)
            if self._among is not None:
                condition += f" AND {table}.rowid IN (SELECT value FROM json_each(?))"  # noqa: S608 - as above
                filters.parameters.append(json.dumps(list(self._among)))
            sql = f"SELECT {table}.rowid FROM {scope.tables()} WHERE {condition}{order}{limit}"  # noqa: S608 - as above
            return sql, [*filters.parameters, *window]
        link = scope.base.column(self._link.name)
        sql = (
            f"SELECT {link}, {table}.rowid FROM {scope.tables()} "  # noqa: S608 - as above
            f"WHERE {link} IN (SELECT value FROM json_each(?)) AND {condition}{order}"
        )
        return sql, filters.parameters

    def _add(self, item: Item) -> None:
        if isinstance(item.operand, Call) and item.operand.name.upper() == "FIELDS":
            self._add_all(item.operand)
        elif isinstance(item.operand, Path):
            if item.alias is not None:
                raise self._statement.malformed(item.operand.at, "only aggregate expressions use field aliasing")
            self._add_value(item.operand, None)
        else:
            self._check_shows_a_field(item.operand)
            self._add_value(item.operand, item.alias)

    def _check_shows_a_field(self, call: Call) -> None:
        if is_grouping(call):
            raise self._statement.malformed(call.at, "Only root queries support aggregate expressions")
        if call.name.upper() not in DISPLAYS:
            raise self._statement.malformed(call.at + len(call.name), "unexpected token: '('")

    def _add_value(self, operand: Path | Call, alias: str | None) -> None:
        path = innermost(operand)
        join, found = self._scope.locate(path)
        on_the_way = [self._scope.joins[join.path[: length + 1]] for length in range(len(join.path))]
        node = self._columns.root if alias else self._columns.node(on_the_way)
        name = alias or found.name
        if name in node.entries:
            raise self._statement.error(INVALID_FIELD, path.at, f"duplicate field selected: {path.text}")
        formatted = isinstance(operand, Call) and operand.name.upper() == "FORMAT"
        node.entries[name] = self._columns.leaf(row_value(operand, self._scope), formatted=formatted)

    def _add_all(self, call: Call) -> None:
        group = call.arguments[0].text.upper()
        if group not in {"ALL", "CUSTOM", "STANDARD"} or len(call.arguments) > 1:
            raise self._statement.malformed(call.arguments[0].at, f"unexpected token: '{call.arguments[0].text}'")
        if group != "STANDARD" and not 0 <= (-1 if self._select.limit is None else self._select.limit) <= _FIELDS_LIMIT:
            message = f"The SOQL FIELDS function must have a LIMIT of at most {_FIELDS_LIMIT}"
            raise self._statement.malformed(call.at, message)
        root = self._scope.root
        for found in root.fields.values():
            if self._context.sees(root, found) and group in {"ALL", "CUSTOM" if found.custom else "STANDARD"}:
                self._add_value(Path((found.name,), call.at), None)

    def _add_children(self, select: Select) -> None:
        parts = select.source.parts
        name = parts[-1]
        if self._depth >= _DEEPEST_CHILDREN - 1 or len(self._children) >= _MOST_CHILDREN:
            raise self._statement.malformed(select.at, "Too many or too deeply nested subqueries")
        if select.counts_rows or select.group_by or select.having:
            raise self._statement.malformed(select.at, "Only root queries support aggregate expressions")
        child, link = self._child_link(name, select.source.at)
        planner = _Planner(self._statement, self._context, select, child, link=link)
        known = link.child_relationship or name
        if known in self._columns.root.entries:
            raise self._statement.error(INVALID_FIELD, select.source.at, f"duplicate field selected: {known}")
        self._columns.root.entries[known] = known
        self._children.append(Children(known, planner.plan(self._depth + 1), select.limit, select.offset or 0))

    def _child_link(self, name: str, at: int) -> tuple[SObject, Field]:
        for child, link in _visible(children(self._scope.root), self._context):
            if link.child_relationship and link.child_relationship.lower() == name.lower():
                return child, link
        raise unknown_children(self._statement, name, at)


def _visible(links: Iterable[tuple[SObject, Field]], context: Context) -> list[tuple[SObject, Field]]:
    return [(child, link) for child, link in links if context.sees(child) and context.sees(child, link)]
