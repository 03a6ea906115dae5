"""From a statement's text to its syntax, by recursive descent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lmo_tui.demo.soql.conditions import Conditions, operand
from lmo_tui.demo.soql.errors import MALFORMED_QUERY, NUMBER_OUTSIDE_VALID_RANGE, SoqlError, Statement
from lmo_tui.demo.soql.reader import Reader
from lmo_tui.demo.soql.syntax import Item, Order, Select, Source
from lmo_tui.demo.soql.tokens import END

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lmo_tui.demo.soql.syntax import Condition, Operand

_LONGEST_STATEMENT: Final = 100_000
LARGEST_OFFSET: Final = 2_000


def parse(text: str) -> Select:
    """Parse a whole statement; SoqlError says where the platform would stop reading."""
    if not text.strip():
        raise SoqlError(MALFORMED_QUERY, "SOQL statements cannot be empty or null")
    if len(text) > _LONGEST_STATEMENT:
        raise SoqlError(MALFORMED_QUERY, f"SOQL statements cannot be longer than {_LONGEST_STATEMENT} characters.")
    reader = Reader(Statement(text))
    try:
        select = Parser(reader).select()
    except RecursionError:
        raise SoqlError(MALFORMED_QUERY, "SOQL statement is nested too deeply") from None
    if reader.token.kind != END:
        raise reader.unexpected()
    return select


class Parser:
    """Parses the clauses of a statement in the order the platform wants them."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._conditions = Conditions(reader, self.select)

    def select(self) -> Select:
        """Parse one SELECT, whether the whole statement or one in parentheses."""
        at = self._reader.expect("SELECT").at
        counts_rows = self._counts_rows()
        items = () if counts_rows else self._items()
        self._reader.expect("FROM")
        source, *aliases = self._sources()
        clauses: dict[str, Any] = {}
        clauses["scope"] = self._scope()
        clauses["where"] = self._condition("WHERE")
        self._with()
        clauses["group_by"] = self._group_by()
        clauses["having"] = self._condition("HAVING")
        clauses["order_by"] = self._order_by()
        clauses.update(self._window())
        self._check_offset(clauses)
        self._for()
        clauses["all_rows"] = self._reader.accept("ALL", "ROWS")
        return Select(items=items, source=source, aliases=tuple(aliases), counts_rows=counts_rows, at=at, **clauses)

    def fields_of(self, source: Source) -> Select:
        """Parse what SOSL has in the parentheses after an object: fields, and the clauses that it shares with SOQL."""
        at = self._reader.token.at
        items = self._items()
        clauses: dict[str, Any] = {"where": self._condition("WHERE"), "order_by": self._order_by()}
        clauses.update(self._window())
        return Select(items=items, source=source, at=at, **clauses)

    def _counts_rows(self) -> bool:
        return self._reader.token.says("COUNT") and self._reader.accept("COUNT", "(", ")")

    def _items(self) -> tuple[Item | Select, ...]:
        items = [self._item()]
        while self._reader.accept(","):
            items.append(self._item())
        return tuple(items)

    def _item(self) -> Item | Select:
        reader = self._reader
        if reader.accept("("):
            inner = self.select()
            reader.expect(")")
            return inner
        if reader.token.says("TYPEOF") and not reader.ahead().says(",") and not reader.ahead().says("FROM"):
            raise reader.statement.malformed(reader.token.at, "TYPEOF is not supported by the demo LMO")
        return Item(operand(reader), reader.alias())

    def _sources(self) -> list[Source]:
        sources = [self._source()]
        while self._reader.accept(","):
            sources.append(self._source())
        return sources

    def _source(self) -> Source:
        reader = self._reader
        first = reader.name()
        parts = [first.text]
        while reader.accept("."):
            parts.append(reader.name().text)
        if reader.accept("AS"):
            return Source(tuple(parts), reader.name().text, first.at)
        return Source(tuple(parts), reader.alias(), first.at)

    def _scope(self) -> str | None:
        if self._reader.accept("USING"):
            self._reader.expect("SCOPE")
            return self._reader.name().text
        return None

    def _condition(self, word: str) -> Condition | None:
        return self._conditions.condition() if self._reader.accept(word) else None

    def _with(self) -> None:
        reader = self._reader
        if not reader.accept("WITH"):
            return
        if not any(reader.accept(word) for word in ("SECURITY_ENFORCED", "USER_MODE", "SYSTEM_MODE")):
            if reader.token.says("DATA"):
                raise reader.statement.malformed(reader.token.at, "WITH DATA CATEGORY is not supported by the demo LMO")
            raise reader.unexpected()

    def _group_by(self) -> tuple[Operand, ...]:
        reader = self._reader
        if not reader.accept("GROUP"):
            return ()
        reader.expect("BY")
        groups = [operand(reader)]
        while reader.accept(","):
            groups.append(operand(reader))
        return tuple(groups)

    def _order_by(self) -> tuple[Order, ...]:
        if not self._reader.accept("ORDER"):
            return ()
        self._reader.expect("BY")
        orders = [self._order()]
        while self._reader.accept(","):
            orders.append(self._order())
        return tuple(orders)

    def _order(self) -> Order:
        reader = self._reader
        by = operand(reader)
        descending = reader.accept("DESC")
        if not descending:
            reader.accept("ASC")
        if not reader.accept("NULLS"):
            return Order(by, descending)
        nulls_last = reader.accept("LAST")
        if not nulls_last:
            reader.expect("FIRST")
        return Order(by, descending, nulls_last)

    def _window(self) -> dict[str, int | None]:
        reader = self._reader
        window: dict[str, int | None] = {"limit": None, "offset": None}
        for word, key in (("LIMIT", "limit"), ("OFFSET", "offset")):
            if reader.accept(word):
                window[f"{key}_at"] = reader.token.at
                window[key] = reader.whole_number()
        return window

    def _check_offset(self, window: Mapping[str, Any]) -> None:
        if (window["offset"] or 0) > LARGEST_OFFSET:
            message = f"Maximum SOQL offset allowed is {LARGEST_OFFSET}"
            raise self._reader.statement.error(NUMBER_OUTSIDE_VALID_RANGE, window["offset_at"], message)

    def _for(self) -> None:
        reader = self._reader
        while reader.accept("FOR"):
            if not any(reader.accept(word) for word in ("VIEW", "REFERENCE", "UPDATE")):
                raise reader.unexpected()
        if reader.accept("UPDATE") and not (reader.accept("TRACKING") or reader.accept("VIEWSTAT")):
            raise reader.unexpected()
