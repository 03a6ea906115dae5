"""From the names in a statement to columns and joins, one scope for each statement in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lmo_tui.demo.schema import Field, SObject, parent_object, sobject
from lmo_tui.demo.schema.model import ID_TYPES, NUMBER_TYPES, TEXT_TYPES
from lmo_tui.demo.soql.errors import INVALID_FIELD, INVALID_TYPE

if TYPE_CHECKING:
    from lmo_tui.demo.soql.context import Context
    from lmo_tui.demo.soql.errors import Statement
    from lmo_tui.demo.soql.syntax import Path, Source

_DEEPEST: Final = 5
_MOST_JOINS: Final = 55
_SEE_WSDL: Final = "Please reference your WSDL or the describe call for the appropriate names."


@dataclass(frozen=True, slots=True)
class Expression:
    """Something with a value in each row: its SQL, its type as describe names it, and its name for messages."""

    sql: str
    type: str
    name: str
    field: Field | None = None
    nullable: bool = True
    owner: SObject | None = None

    @property
    def targets(self) -> frozenset[str]:
        """Name the objects whose ids this may hold."""
        if self.field is None or self.owner is None or not self.is_id:
            return frozenset()
        return frozenset(self.field.reference_to or (self.owner.name,))

    @property
    def is_text(self) -> bool:
        """Tell text, which compares without regard to case."""
        return self.type in TEXT_TYPES

    @property
    def is_number(self) -> bool:
        """Tell a number."""
        return self.type in NUMBER_TYPES

    @property
    def is_id(self) -> bool:
        """Tell a record id."""
        return self.type in ID_TYPES


@dataclass(frozen=True, slots=True)
class Join:
    """A table in the query: the object at the end of a path of parent relationships."""

    table: str
    item: SObject
    path: tuple[str, ...] = ()
    link: Field | None = None
    child: str = ""

    def column(self, name: str) -> str:
        """Name one of its columns in SQL."""
        return f'{self.table}."{name}"'


@dataclass(slots=True)
class Scope:
    """Resolves the paths of one statement from its root object, and collects the joins they need."""

    statement: Statement
    context: Context
    root: SObject
    alias: str | None = None
    parent_aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    prefix: str = "t"
    joins: dict[tuple[str, ...], Join] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Start with the root's own table."""
        self.joins[()] = Join(f"{self.prefix}0", self.root)

    @property
    def base(self) -> Join:
        """The root's own table."""
        return self.joins[()]

    def fresh(self) -> Scope:
        """Make the same scope without its joins, for another SQL statement about the same rows."""
        return Scope(self.statement, self.context, self.root, self.alias, self.parent_aliases, self.prefix)

    def name_source(self, source: Source) -> None:
        """Take one more name after FROM, such as `a.Owner o`: an alias for a path of parents."""
        parts = self._strip(source.parts)
        self._join(parts, source.at)
        if source.alias:
            self.parent_aliases[source.alias.lower()] = parts

    def locate(self, path: Path) -> tuple[Join, Field]:
        """Find the table and the field of a path, joining the parents on its way."""
        *parents, name = self._strip(path.parts)
        join = self._join(tuple(parents), path.at)
        found = join.item.field(name)
        if found is None or not self.context.sees(join.item, found):
            raise self.statement.error(
                INVALID_FIELD,
                path.at,
                f"No such column '{name}' on entity '{join.item.name}'. If you are attempting to use a custom field, "
                f"be sure to append the '__c' after the custom field name. {_SEE_WSDL}",
            )
        return join, found

    def column(self, path: Path) -> Expression:
        """Find the value of a path."""
        join, found = self.locate(path)
        nullable = found.nillable or bool(join.path)
        return Expression(join.column(found.name), found.type, found.name, found, nullable, join.item)

    def tables(self) -> str:
        """Give the FROM clause with every join collected so far."""
        parts = [f'"{self.root.name}" {self.base.table}']
        parts.extend(
            f'LEFT JOIN "{join.item.name}" {join.table} ON {join.table}."Id" = {join.child}."{join.link.name}"'
            for join in self.joins.values()
            if join.link
        )
        return " ".join(parts)

    def _strip(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Take an alias, or the object's own name, from the front of a path."""
        if len(parts) == 1:
            return parts
        first = parts[0].lower()
        if first in self.parent_aliases:
            return (*self.parent_aliases[first], *parts[1:])
        if self.alias and first == self.alias.lower():
            return parts[1:]
        if first == self.root.name.lower() and self.root.parent(first) is None:
            return parts[1:]
        return parts

    def _join(self, parts: tuple[str, ...], at: int) -> Join:
        if len(parts) > _DEEPEST:
            raise self.statement.malformed(at, f"Relationship paths cannot exceed {_DEEPEST} levels: {'.'.join(parts)}")
        join = self.base
        for part in parts:
            join = self._parent(join, part, at)
        return join

    def _parent(self, join: Join, name: str, at: int) -> Join:
        link = join.item.parent(name)
        target = parent_object(link) if link else None
        if link is None or target is None or not self._reachable(join.item, link, target):
            raise self.statement.error(
                INVALID_FIELD,
                at,
                f"Didn't understand relationship '{name}' in field path. If you are attempting to use a custom "
                f"relationship, be sure to append the '__r' after the custom relationship name. {_SEE_WSDL}",
            )
        path = (*join.path, link.relationship or name)
        if path not in self.joins:
            if len(self.joins) > _MOST_JOINS:
                raise self.statement.malformed(at, f"Queries cannot use more than {_MOST_JOINS} parent relationships")
            self.joins[path] = Join(f"{self.prefix}{len(self.joins)}", target, path, link, join.table)
        return self.joins[path]

    def _reachable(self, item: SObject, link: Field, target: SObject) -> bool:
        return self.context.sees(item, link) and self.context.sees(target)


def root_object(statement: Statement, context: Context, source: Source) -> SObject:
    """Find the object a statement is about."""
    found = sobject(source.parts[0]) if len(source.parts) == 1 else None
    if found is None or not context.sees(found):
        raise statement.error(
            INVALID_TYPE,
            source.at,
            f"sObject type '{'.'.join(source.parts)}' is not supported. If you are attempting to use a custom object, "
            f"be sure to append the '__c' after the entity name. {_SEE_WSDL}",
        )
    return found


def unknown_children(statement: Statement, name: str, at: int) -> Exception:
    """Make the complaint about a child relationship that does not exist."""
    return statement.error(
        INVALID_TYPE,
        at,
        f"Didn't understand relationship '{name}' in FROM part of query call. If you are attempting to use a custom "
        f"relationship, be sure to append the '__r' after the custom relationship name. {_SEE_WSDL}",
    )
