"""From a condition to a SQL condition and its parameters, with SOQL's two-valued logic."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from lmo_tui.demo.schema.ids import id18
from lmo_tui.demo.soql import dates
from lmo_tui.demo.soql.errors import INVALID_FIELD, INVALID_QUERY_FILTER_OPERATOR
from lmo_tui.demo.soql.syntax import Both, Comparison, Condition, Literal, Not, Operand, Select

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from lmo_tui.demo.soql.errors import SoqlError
    from lmo_tui.demo.soql.scope import Expression, Scope

Parameter = str | float | None

_NEVER: Final = "0"
_LONGEST_CHAIN: Final = 100
_MOST_PARAMETERS: Final = 500
_KINDS: Final = {"double": "number", "currency": "number", "int": "number"}
_WIRE_NAMES: Final = {"datetime": "dateTime", "currency": "double"}


class Filter:
    """Compiles conditions; a NOT is pushed down to the comparisons, because SQL's third truth value does not exist."""

    def __init__(
        self,
        scope: Scope,
        value: Callable[[Operand, Scope], Expression],
        semi_join: Callable[[Comparison, Select, Expression, Filter], str] | None = None,
    ) -> None:
        self.scope = scope
        self._value = value
        self._semi_join = semi_join
        self.parameters: list[Parameter] = []

    def sql(self, condition: Condition, *, negate: bool = False) -> str:
        """Compile a condition, or its opposite."""
        if isinstance(condition, Not):
            return self.sql(condition.condition, negate=not negate)
        if isinstance(condition, Both):
            operator = "OR" if (condition.operator == "OR") != negate else "AND"
            parts = [self.sql(part, negate=negate) for part in condition.conditions]
            return _balanced(operator, parts)
        return self._comparison(condition, negate=negate)

    def _comparison(self, comparison: Comparison, *, negate: bool) -> str:
        column = self._value(comparison.operand, self.scope)
        if column.field is not None and not column.field.filterable:
            raise self._error(
                INVALID_FIELD, comparison.at, f"field '{column.name}' can not be filtered in a query call"
            )
        if isinstance(comparison.value, Select):
            return self._semi(comparison, comparison.value, column, negate=negate)
        if isinstance(comparison.value, tuple):
            if comparison.operator in {"INCLUDES", "EXCLUDES"}:
                message = "includes/excludes operator only valid on multi-select picklist field"
                raise self._error(INVALID_QUERY_FILTER_OPERATOR, comparison.at, message)
            return self._among(column, comparison.value, negate=negate != (comparison.operator == "NOT IN"))
        if comparison.operator in {"=", "!="}:
            return self._equals(column, comparison.value, negate=negate != (comparison.operator == "!="))
        if comparison.operator == "LIKE":
            return self._like(column, comparison.value, negate=negate)
        return self._compares(column, comparison.operator, comparison.value, negate=negate)

    def _equals(self, column: Expression, literal: Literal, *, negate: bool) -> str:
        if self._is_null(column, literal):
            if column.type == "boolean":
                return f"IFNULL({column.sql}, 0) {'<>' if negate else '='} 0"
            return f"{column.sql} IS {'NOT ' if negate else ''}NULL"
        if literal.kind == "range":
            return self._spans(column, literal, negate=negate)
        left, (value,) = self._comparable(column, [self._parameter(column, literal)])
        self.parameters.append(value)
        return f"{left} IS NOT ?" if negate else f"{left} = ?"

    def _spans(self, column: Expression, literal: Literal, *, negate: bool) -> str:
        first, beyond = self._edges(column, literal)
        self.parameters += [first, beyond]
        inside = f"({column.sql} >= ? AND {column.sql} < ?)"
        return f"NOT IFNULL({inside}, 0)" if negate else inside

    def _compares(self, column: Expression, operator: str, literal: Literal, *, negate: bool) -> str:
        if column.type == "boolean":
            raise self._error(INVALID_QUERY_FILTER_OPERATOR, literal.at, "invalid operator on boolean field")
        if self._is_null(column, literal):
            return "1" if negate else _NEVER
        if literal.kind == "range":
            first, beyond = self._edges(column, literal)
            self.parameters.append(first if operator in {"<", ">="} else beyond)
            sql = f"{column.sql} {'<' if operator in {'<', '<='} else '>='} ?"
        else:
            left, (value,) = self._comparable(column, [self._parameter(column, literal)])
            self.parameters.append(value)
            sql = f"{left} {operator} ?"
        return f"NOT IFNULL({sql}, 0)" if negate else sql

    def _like(self, column: Expression, literal: Literal, *, negate: bool) -> str:
        if not column.is_text:
            kind = "id" if column.is_id else _wire_name(column)
            raise self._error(INVALID_QUERY_FILTER_OPERATOR, literal.at, f"invalid operator on {kind} field")
        if literal.kind == "null":
            return "1" if negate else _NEVER
        if literal.kind != "pattern":
            raise self._mismatch(column, literal)
        left, (value,) = self._comparable(column, [str(literal.value)])
        self.parameters.append(value)
        sql = f"{left} LIKE ? ESCAPE '\\'"
        return f"NOT IFNULL({sql}, 0)" if negate else sql

    def _among(self, column: Expression, literals: tuple[Literal, ...], *, negate: bool) -> str:
        ranges = [literal for literal in literals if literal.kind == "range" or self._is_null(column, literal)]
        plain = [self._parameter(column, literal) for literal in literals if literal not in ranges]
        parts = [self._equals(column, literal, negate=negate) for literal in ranges]
        if plain:
            left, values = self._comparable(column, plain)
            marks = self._listed(values)
            sql = f"{left} IN ({marks})"
            parts.append(f"({column.sql} IS NULL OR {left} NOT IN ({marks}))" if negate else sql)
        return f"({(' AND ' if negate else ' OR ').join(parts)})"

    def _listed(self, values: list[Parameter]) -> str:
        """Take the values of a list as parameters; SQLite counts those, so a long list goes in as one."""
        if len(values) > _MOST_PARAMETERS:
            self.parameters.append(json.dumps(values))
            return "SELECT value FROM json_each(?)"
        self.parameters += values
        return ", ".join("?" * len(values))

    def _semi(self, comparison: Comparison, select: Select, column: Expression, *, negate: bool) -> str:
        if self._semi_join is None:
            raise self._error("MALFORMED_QUERY", comparison.at, "Semi join sub-selects are not allowed in this clause")
        inner = self._semi_join(comparison, select, column, self)
        if negate != (comparison.operator == "NOT IN"):
            return f"({column.sql} IS NULL OR {column.sql} NOT IN ({inner}))"
        return f"{column.sql} IN ({inner})"

    def _comparable(self, column: Expression, values: list[Parameter]) -> tuple[str, list[Parameter]]:
        """Compare beyond ASCII only where a value asks for it: SQLite's own collation is what indexes know."""
        if column.is_text and not all(str(value).isascii() for value in values):
            return f"sf_fold({column.sql})", [str(value).casefold() for value in values]
        return column.sql, values

    def _is_null(self, column: Expression, literal: Literal) -> bool:
        # The platform stores no empty text, so that comparing with '' is comparing with null.
        return literal.kind == "null" or (literal.value == "" and (column.is_text or column.is_id))

    def _parameter(self, column: Expression, literal: Literal) -> Parameter:
        if column.is_id and literal.kind == "string":
            try:
                return id18(str(literal.value))
            except ValueError:
                message = f"invalid ID field: {literal.value}"
                raise self._error(INVALID_QUERY_FILTER_OPERATOR, literal.at, message) from None
        wanted = "string" if column.is_text or column.is_id else _KINDS.get(column.type, column.type)
        if literal.kind != wanted or (column.type == "int" and isinstance(literal.value, float)):
            raise self._mismatch(column, literal)
        try:
            if literal.kind == "date":
                return dates.day_value(str(literal.value))
            return dates.moment_value(str(literal.value)) if literal.kind == "datetime" else literal.value
        except (ValueError, OverflowError):
            raise self._error("MALFORMED_QUERY", literal.at, f"Invalid date: {literal.value}") from None

    def _edges(self, column: Expression, literal: Literal) -> tuple[str, str]:
        """Give the first value of a span and the first value beyond it."""
        if column.type not in {"date", "datetime"}:
            raise self._mismatch(column, literal)
        first, last = dates.span(str(literal.value), literal.count, self.scope.context.now.date())
        beyond = _day_after(last)
        if column.type == "date":
            return first.isoformat(), beyond.isoformat()
        return dates.start_of(first), dates.start_of(beyond)

    def _mismatch(self, column: Expression, literal: Literal) -> SoqlError:
        quoted = column.is_text or column.is_id
        kind = "string" if quoted else _wire_name(column)
        wish = "should be enclosed in quotes" if quoted else "should not be enclosed in quotes"
        message = f"value of filter criterion for field '{column.name}' must be of type {kind} and {wish}"
        return self._error(INVALID_FIELD, literal.at, message)

    def _error(self, code: str, at: int, message: str) -> SoqlError:
        return self.scope.statement.error(code, at, message)


def _balanced(operator: str, parts: list[str]) -> str:
    """Join conditions so that no chain of them is deeper than SQLite's parser goes."""
    if len(parts) <= _LONGEST_CHAIN:
        return f"({f' {operator} '.join(parts)})"
    middle = len(parts) // 2
    return f"({_balanced(operator, parts[:middle])} {operator} {_balanced(operator, parts[middle:])})"


def _wire_name(column: Expression) -> str:
    return _WIRE_NAMES.get(column.type, column.type)


def _day_after(day: date) -> date:
    return dates.span("TOMORROW", 0, day)[1] if day < day.max else day
