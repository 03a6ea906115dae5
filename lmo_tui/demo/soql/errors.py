"""SOQL's errors, worded and pointed as the platform does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MALFORMED_QUERY: Final = "MALFORMED_QUERY"
INVALID_FIELD: Final = "INVALID_FIELD"
INVALID_TYPE: Final = "INVALID_TYPE"
INVALID_QUERY_FILTER_OPERATOR: Final = "INVALID_QUERY_FILTER_OPERATOR"
NUMBER_OUTSIDE_VALID_RANGE: Final = "NUMBER_OUTSIDE_VALID_RANGE"
EXCEEDED_ID_LIMIT: Final = "EXCEEDED_ID_LIMIT"

# The platform shows part of the line around the error; these widths fit every transcript of real errors found.
_WORDS_BEFORE: Final = 5
_CHARACTERS_BEFORE: Final = 43
_CHARACTERS_AFTER: Final = 36


class SoqlError(Exception):
    """A statement the platform would refuse, with its error code and full text."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Statement:
    """The text of a statement, which every error points into."""

    text: str

    def error(self, code: str, at: int, message: str) -> SoqlError:
        """Make an error with the excerpt, the caret and the row and column of a place in the text."""
        row, column, line = self.place(at)
        start, end = self.shown(line, column)
        caret = " " * (column - start) + "^"
        return SoqlError(code, f"\n{line[start:end]}\n{caret}\nERROR at Row:{row}:Column:{column + 1}\n{message}")

    def shown(self, line: str, column: int) -> tuple[int, int]:
        """Tell which part of a line an error about one of its columns shows."""
        return _window(line, column)

    def malformed(self, at: int, message: str) -> SoqlError:
        """Make an error of grammar."""
        return self.error(MALFORMED_QUERY, at, message)

    def unreadable(self, at: int, message: str) -> SoqlError:
        """Make an error of the characters themselves, which the platform words in another way."""
        row, column, _ = self.place(at)
        return SoqlError(MALFORMED_QUERY, f"line {row}:{column} {message}")

    def place(self, at: int) -> tuple[int, int, str]:
        """Give the row from 1, the column from 0 and the line of a place in the text."""
        before = self.text[:at]
        start = before.rfind("\n") + 1
        end = self.text.find("\n", at)
        return before.count("\n") + 1, at - start, self.text[start : len(self.text) if end < 0 else end]


def _window(line: str, column: int) -> tuple[int, int]:
    start = column
    for _ in range(_WORDS_BEFORE):
        gap = line.rfind(" ", 0, max(start - 1, 0))
        if column - (gap + 1) > _CHARACTERS_BEFORE:
            break
        start = gap + 1
    if len(line) - column <= _CHARACTERS_AFTER:
        return start, len(line)
    end = line.rfind(" ", column + 1, column + _CHARACTERS_AFTER + 1)
    return start, end if end > 0 else column + _CHARACTERS_AFTER
