"""How the columns of a record query become the columns of a CSV, and their values its text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from lmo_tui.demo.soql import RecordQuery
from lmo_tui.demo.soql.shape import Leaf, Node

Spell: TypeAlias = Callable[[Any], str]
"""Makes the text of a value that is not null."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, such as `sfLma__Account__r.Name`, its place in the row read, and how its values look."""

    header: str
    index: int
    spell: Spell | None
    """None where the value is its own text, which most are: a million rows have many."""


def flat(query: RecordQuery) -> list[Column]:
    """The columns of a statement in its own order, parents' under their path."""
    return list(_columns(query.plan.columns.root, ""))


def spelt(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    """The rows of a result as text, null and whole numbers as they are."""
    places = [column.index for column in columns]
    spells = [(place, column.spell) for place, column in enumerate(columns) if column.spell is not None]
    for row in rows:
        values = [row[place] for place in places]
        for place, spell in spells:
            if values[place] is not None:
                values[place] = spell(values[place])
        yield values


def number(value: float) -> str:
    """A number as the Bulk API has it, which is how Java prints a double: 25.0, but 9.9E7 from ten million on."""
    if value == 0 or 1e-3 <= abs(value) < 1e7:
        return repr(float(value))
    # forcedotcom/cli#3367 shows 1.6147805824397E13 for a Number(18, 0).
    # Not normalize(): it rounds to the precision of whatever decimal context the thread is in.
    whole, _, rest = f"{Decimal(repr(float(value))):e}".partition(".")
    fraction, _, exponent = rest.partition("e") if rest else ("", "", whole.partition("e")[2])
    return f"{whole.partition('e')[0]}.{fraction.rstrip('0') or '0'}E{int(exponent)}"


def _columns(node: Node, path: str) -> Iterator[Column]:
    for name, entry in node.entries.items():
        if isinstance(entry, Leaf):
            yield Column(path + name, entry.index, _spelling(entry))
        elif isinstance(entry, Node):
            yield from _columns(entry, f"{path}{name}.")


def _spelling(leaf: Leaf) -> Spell | None:
    if leaf.type == "boolean":
        return _boolean
    if leaf.type == "datetime":
        return _moment
    if leaf.type in {"double", "currency"}:
        return number
    return leaf.convert


def _boolean(value: int) -> str:
    return "true" if value else "false"


def _moment(value: str) -> str:
    # The Bulk API writes UTC as Z where the REST API writes +0000.
    return value.replace("+0000", "Z")
