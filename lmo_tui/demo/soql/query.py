"""Compiled statements, ready to be run and paged through."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from lmo_tui.demo.soql.columns import group_columns, record_columns
from lmo_tui.demo.soql.errors import EXCEEDED_ID_LIMIT, SoqlError, Statement
from lmo_tui.demo.soql.functions import is_grouping
from lmo_tui.demo.soql.groups import plan_count, plan_groups
from lmo_tui.demo.soql.parser import parse
from lmo_tui.demo.soql.records import plan_rows
from lmo_tui.demo.soql.scope import root_object
from lmo_tui.demo.soql.shape import Leaf
from lmo_tui.demo.soql.syntax import Item

if TYPE_CHECKING:
    import sqlite3
    from array import array

    from lmo_tui.demo.schema import SObject
    from lmo_tui.demo.soql.context import Context
    from lmo_tui.demo.soql.filters import Parameter
    from lmo_tui.demo.soql.groups import GroupPlan
    from lmo_tui.demo.soql.records import RowPlan
    from lmo_tui.demo.soql.shape import Record
    from lmo_tui.demo.soql.syntax import Select

_MOST_GROUPS: Final = 2_000


class Query(Protocol):
    """A statement that has been understood; total() fixes what rows() pages through."""

    entity: SObject

    @property
    def is_count(self) -> bool:
        """Tell SELECT COUNT(), whose total is the answer and which has no records."""

    @property
    def is_grouped(self) -> bool:
        """Tell an aggregate statement, which the platform never pages."""

    @property
    def columns(self) -> list[dict[str, Any]]:
        """Describe the columns as `?columns=true` does."""

    @property
    def id_selected(self) -> bool:
        """Tell whether the statement asks for the Id of its own object."""

    def total(self, connection: sqlite3.Connection) -> int:
        """Count the rows of the whole answer, finding them the first time."""

    def rows(self, connection: sqlite3.Connection, offset: int, limit: int) -> list[Record]:
        """Read one page of records as the wire has them."""


@dataclass(slots=True)
class RecordQuery:
    """A statement that answers with records."""

    entity: SObject
    plan: RowPlan
    is_count: bool = False
    is_grouped: bool = False
    _keys: array[int] | None = None

    @property
    def columns(self) -> list[dict[str, Any]]:
        """Describe the columns, nested as the records are."""
        return record_columns(self.plan)

    @property
    def id_selected(self) -> bool:
        """Tell whether the answer holds the Id of its own object."""
        return isinstance(self.plan.columns.root.entries.get("Id"), Leaf)

    def total(self, connection: sqlite3.Connection) -> int:
        """Count the rows found; they are found once, so that pages fit together whatever is written meanwhile."""
        return len(self._found(connection))

    def rows(self, connection: sqlite3.Connection, offset: int, limit: int) -> list[Record]:
        """Read a page of the rows found."""
        wanted = self._found(connection)[offset : offset + limit].tolist()
        records = self.plan.fetch(connection, wanted)
        return [records[row] for row in wanted if row in records]

    def values(self, connection: sqlite3.Connection, offset: int, limit: int) -> list[tuple[Any, ...]]:
        """Read a page of the rows found as bare columns, which is all that a CSV needs."""
        wanted = self._found(connection)[offset : offset + limit].tolist()
        found = {row[0]: row[1:] for row in self.plan.read(connection, wanted)}
        return [found[row] for row in wanted if row in found]

    def _found(self, connection: sqlite3.Connection) -> array[int]:
        if self._keys is None:
            self._keys = self.plan.keys(connection)
        return self._keys


@dataclass(slots=True)
class GroupQuery:
    """An aggregate statement."""

    entity: SObject
    plan: GroupPlan
    is_count: bool = False
    is_grouped: bool = True
    id_selected: bool = False
    _groups: list[Record] | None = None

    @property
    def columns(self) -> list[dict[str, Any]]:
        """Describe the columns, aggregates under their alias or exprN."""
        return group_columns(self.plan.columns)

    def total(self, connection: sqlite3.Connection) -> int:
        """Count the groups; more than one batch of them is an error."""
        return len(self._found(connection))

    def rows(self, connection: sqlite3.Connection, offset: int, limit: int) -> list[Record]:
        """Give some of the groups."""
        return self._found(connection)[offset : offset + limit]

    def _found(self, connection: sqlite3.Connection) -> list[Record]:
        if self._groups is None:
            groups = self.plan.read(connection)
            if len(groups) > _MOST_GROUPS:
                raise SoqlError(
                    EXCEEDED_ID_LIMIT,
                    "Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch",
                )
            self._groups = groups
        return self._groups


@dataclass(slots=True)
class CountQuery:
    """SELECT COUNT()."""

    entity: SObject
    sql: str
    parameters: list[Parameter]
    is_count: bool = True
    is_grouped: bool = False
    id_selected: bool = False
    _total: int | None = None

    @property
    def columns(self) -> list[dict[str, Any]]:
        """Describe no columns, since there are no records."""
        return []

    def total(self, connection: sqlite3.Connection) -> int:
        """Count the rows."""
        if self._total is None:
            (self._total,) = connection.execute(self.sql, self.parameters).fetchone()
        return self._total

    def rows(self, connection: sqlite3.Connection, offset: int, limit: int) -> list[Record]:
        """Give no records, whatever is asked for."""
        del connection, offset, limit
        return []


def compile_query(text: str, context: Context) -> Query:
    """Understand a statement, or raise SoqlError with the platform's code and text."""
    select = parse(text)
    statement = Statement(text)
    if select.all_rows:
        context = replace(context, include_deleted=True)
    root = root_object(statement, context, select.source)
    if select.counts_rows:
        return CountQuery(root, *plan_count(statement, context, select, root))
    if _is_grouped(select):
        return GroupQuery(root, plan_groups(statement, context, select, root))
    return RecordQuery(root, plan_rows(statement, context, select, root))


def _is_grouped(select: Select) -> bool:
    operands = [item.operand for item in select.items if isinstance(item, Item)]
    operands += [order.operand for order in select.order_by]
    return bool(select.group_by or select.having) or any(is_grouping(operand) for operand in operands)
