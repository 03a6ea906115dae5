"""The functions of SOQL: aggregates, dates, and the ones that only change how a value is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lmo_tui.demo.soql.dates import FUNCTIONS, MOMENT_FUNCTIONS
from lmo_tui.demo.soql.errors import INVALID_FIELD
from lmo_tui.demo.soql.scope import Expression
from lmo_tui.demo.soql.syntax import Call, Operand, Path

if TYPE_CHECKING:
    from lmo_tui.demo.soql.scope import Scope

AGGREGATES: Final = frozenset(("COUNT", "COUNT_DISTINCT", "SUM", "AVG", "MIN", "MAX"))
#: Functions that show a field differently; the demo has one language, one currency and UTC.
DISPLAYS: Final = frozenset(("TOLABEL", "FORMAT", "CONVERTCURRENCY", "CONVERTTIMEZONE"))


def is_aggregate(operand: Operand) -> bool:
    """Tell an aggregate, also one inside FORMAT()."""
    if isinstance(operand, Path):
        return False
    return operand.name.upper() in AGGREGATES or any(is_aggregate(argument) for argument in operand.arguments)


def is_grouping(operand: Operand) -> bool:
    """Tell what makes a query an aggregate one even without GROUP BY."""
    return is_aggregate(operand) or (isinstance(operand, Call) and operand.name.upper() in FUNCTIONS)


def innermost(operand: Operand) -> Path:
    """Find the field a function is about."""
    return operand if isinstance(operand, Path) else innermost(operand.arguments[0])


def row_value(operand: Operand, scope: Scope) -> Expression:
    """Find the value of a field or function in one row; an aggregate has none."""
    if isinstance(operand, Path):
        return scope.column(operand)
    name = operand.name.upper()
    argument = _only_argument(operand, scope)
    if name in DISPLAYS:
        return row_value(argument, scope)
    if name in FUNCTIONS:
        return _date_value(operand, row_value(argument, scope), scope)
    if name in AGGREGATES:
        raise scope.statement.malformed(operand.at, f"Aggregate function not allowed here: {operand.text}")
    raise scope.statement.malformed(operand.at + len(operand.name), "unexpected token: '('")


def group_value(operand: Operand, scope: Scope) -> Expression:
    """Find the value of a field or function in one group; whether a plain field may stand here, the caller checks."""
    if isinstance(operand, Path):
        return scope.column(operand)
    name = operand.name.upper()
    if name in DISPLAYS:
        return group_value(_only_argument(operand, scope), scope)
    if name not in AGGREGATES:
        return row_value(operand, scope)
    return _aggregate(operand, row_value(_only_argument(operand, scope), scope), scope)


def _only_argument(call: Call, scope: Scope) -> Operand:
    if len(call.arguments) != 1:
        raise scope.statement.malformed(call.arguments[1].at, f"unexpected token: '{call.arguments[1].text}'")
    return call.arguments[0]


def _date_value(call: Call, argument: Expression, scope: Scope) -> Expression:
    name = call.name.upper()
    wanted = {"datetime"} if name in MOMENT_FUNCTIONS else {"date", "datetime"}
    if argument.type not in wanted:
        raise scope.statement.error(
            INVALID_FIELD, call.at, f"field {argument.name} does not support date function {name}"
        )
    kind = "date" if name == "DAY_ONLY" else "int"
    return Expression(FUNCTIONS[name](argument.sql), kind, call.text, nullable=argument.nullable)


def _aggregate(call: Call, argument: Expression, scope: Scope) -> Expression:
    name = call.name.upper()
    refused = (
        (name in {"SUM", "AVG"} and not argument.is_number)
        or (name in {"MIN", "MAX"} and argument.type in {"boolean", "anyType", "reference"})
        or not (argument.field is None or argument.field.filterable)
    )
    if refused:
        raise scope.statement.malformed(call.at, f"field {argument.name} does not support aggregate operator {name}")
    if name == "COUNT":
        # Counting a column that cannot be null needs no column, so that an index alone can answer.
        return Expression(f"COUNT({argument.sql if argument.nullable else '*'})", "int", call.text, nullable=False)
    if name == "COUNT_DISTINCT":
        return Expression(f"COUNT(DISTINCT {argument.sql})", "int", call.text, nullable=False)
    kind = "double" if name == "AVG" else argument.type
    return Expression(f"{name}({argument.sql})", kind, call.text)
