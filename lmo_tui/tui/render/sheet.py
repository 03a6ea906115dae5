"""A detail laid out for a width: a head over blocks side by side, each of which is repainted on its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lmo_tui.tui.render.detail import Detail, Group
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, beside, cells, fit, fit_text, joined, text_of

HEAD_HEIGHT: Final = 3
MOST_COLUMNS: Final = 4
_COLUMN: Final = 28
"""A column of label and value that is narrower reads badly."""


@dataclass(frozen=True, slots=True)
class Block:
    """A strip of the body from top to bottom: the labels or the values of one column."""

    width: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A laid-out detail."""

    head: tuple[Line, ...]
    blocks: tuple[Block, ...]

    @property
    def height(self) -> int:
        """Lines of the longest block."""
        return max((len(block.lines) for block in self.blocks), default=0)

    def text(self) -> str:
        """The sheet without colors, as tests and tickets read it."""
        body = (
            "".join(
                text_of(fit(block.lines[row] if row < len(block.lines) else NOTHING, block.width))
                for block in self.blocks
            )
            for row in range(self.height)
        )
        return "\n".join(line.rstrip() for line in (*(text_of(line) for line in self.head), *body))


def block_widths(width: int) -> tuple[int, ...]:
    """How a pane of this width is divided: label, value, label, value and so on; the same for every license."""
    columns = max(1, min(MOST_COLUMNS, (width - 1) // _COLUMN))
    each, rest = divmod(max(width - 1, 0), columns)
    widths: list[int] = []
    for place in range(columns):
        column = each + (1 if place < rest else 0)
        label = min(_label_width(column, last=place == columns - 1), column)
        widths += [label + (1 if place == 0 else 0), column - label]
    return tuple(widths)


def _label_width(column: int, *, last: bool) -> int:
    """Room for a label: more in the last column, since the ISV's own fields and their labels stand there."""
    if column < 34:
        return 12 if last else 10
    return 14 if column < 44 else 18


def head(detail: Detail, width: int, actions: Line = NOTHING) -> tuple[Line, ...]:
    """The title in a rule, the answer with the keys that act on it, and the reason for a lock."""
    title = fit_text(detail.title, min(cells(detail.title), max(width - 6, 1)))
    rule = "─" * max(width - cells(title) - 3, 0)
    answer = beside((Span(" "), detail.answer), (*actions, Span(" ")) if actions else NOTHING, width)
    lock = (Span(" "), detail.lock) if detail.lock else NOTHING
    return (
        fit((Span(f"─ {title} ", Role.STRONG), Span(rule, Role.RULE)), width),
        answer,
        fit(lock, width),
    )


def sheet(detail: Detail, width: int, actions: Line = NOTHING) -> Sheet:
    """The detail for a pane of this width; the lines of every block are exactly as wide as the block."""
    widths = block_widths(width)
    columns = _arranged(detail, len(widths) // 2)
    blocks: list[Block] = []
    for place, groups in enumerate(columns):
        label_width, value_width = widths[2 * place : 2 * place + 2]
        labels, values = _lines(groups, label_width, value_width, indent=1 if place == 0 else 0)
        blocks += [Block(label_width, labels), Block(value_width, values)]
    return Sheet(head(detail, width, actions), tuple(blocks))


def empty_sheet(width: int, sentence: str) -> Sheet:
    """What stands where there is no license to show."""
    rule = fit((Span("─" * width, Role.RULE),), width)
    answer = fit((Span(f" {sentence}", Role.DIM),), width)
    return Sheet((rule, answer, fit(NOTHING, width)), tuple(Block(each, ()) for each in block_widths(width)))


def _arranged(detail: Detail, columns: int) -> Sequence[tuple[Group, ...]]:
    information, prospect, organization, system, *own = detail.groups()
    siblings = (detail.also_here(),) if detail.siblings else ()
    if columns == 1:
        return ((information, *siblings, prospect, organization, system, *own),)
    if columns == 2:
        return ((information, prospect, *own), (organization, *siblings, system))
    if columns == 3:
        return ((information, *own), (prospect, *siblings), (organization, system))
    return ((information,), (prospect,), (organization, *siblings), (system, *own))


def _lines(
    groups: Sequence[Group], label_width: int, value_width: int, indent: int
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    labels: list[Line] = []
    values: list[Line] = []
    margin = " " * indent
    for number, group in enumerate(groups):
        if number:
            labels.append(fit(NOTHING, label_width))
            values.append(fit(NOTHING, value_width))
        title = fit_text(margin + group.title, label_width + value_width)
        labels.append((Span(title[:label_width], Role.HEADER),))
        values.append((Span(title[label_width:], Role.HEADER),))
        for entry in group.entries:
            label = margin + fit_text(entry.label, label_width - indent - 1)
            labels.append(fit((Span(label, Role.DIM),), label_width))
            values.append(joined((*fit(entry.value, value_width - 1), Span(" "))))
    return tuple(labels), tuple(values)
