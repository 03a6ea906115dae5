"""How a row of SQL columns becomes a record of the wire: nested parents, attributes with urls, child results."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lmo_tui.demo.soql.display import converter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lmo_tui.demo.schema import Field
    from lmo_tui.demo.soql.scope import Expression, Join

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value of a record."""

    index: int
    convert: Callable[[Any], Any] | None
    type: str
    field: Field | None


@dataclass(slots=True)
class Node:
    """One record of the answer: the root, or a parent within it."""

    join: Join
    key: int
    entries: dict[str, Leaf | Node | str] = field(default_factory=dict)

    def build(self, row: Sequence[Any], root: str, children: Mapping[str, Mapping[str, Any]]) -> Record | None:
        """Make the record, or None for a parent that is not there."""
        key = row[self.key]
        if key is None:
            return None
        kind = self.join.item.name
        record: Record = {"attributes": {"type": kind, "url": f"{root}/{kind}/{key}"}}
        for name, entry in self.entries.items():
            if isinstance(entry, Leaf):
                value = row[entry.index]
                record[name] = value if entry.convert is None or value is None else entry.convert(value)
            elif isinstance(entry, Node):
                record[name] = entry.build(row, root, children)
            else:
                record[name] = children[name].get(key)
        return record


@dataclass(slots=True)
class Columns:
    """The columns of one SQL statement, each once, with the tree of records that they fill."""

    root: Node
    sql: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, base: Join) -> Columns:
        """Start with the root's Id, which its url needs."""
        return cls(Node(base, 0), [base.column("Id")])

    def index(self, sql: str) -> int:
        """Give the place of a column, adding it if it is new."""
        if sql not in self.sql:
            self.sql.append(sql)
        return self.sql.index(sql)

    def node(self, joins: Sequence[Join]) -> Node:
        """Give the node at the end of a path of joined parents, making those on the way."""
        node = self.root
        for join in joins:
            inner = node.entries.get(join.path[-1])
            if not isinstance(inner, Node):
                inner = Node(join, self.index(join.column("Id")))
                node.entries[join.path[-1]] = inner
            node = inner
        return node

    def leaf(self, column: Expression, *, formatted: bool = False) -> Leaf:
        """Make the value of a column."""
        convert = converter(column.type, formatted=formatted)
        return Leaf(self.index(column.sql), convert, "string" if formatted else column.type, column.field)
