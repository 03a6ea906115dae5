"""SOSL's errors, which the platform words and points like SOQL's, but for one thing: the first column is 0."""

from __future__ import annotations

from typing import Final

from lmo_tui.demo.soql.errors import SoqlError, Statement

MALFORMED_SEARCH: Final = "MALFORMED_SEARCH"
INVALID_SEARCH: Final = "INVALID_SEARCH"


class SearchStatement(Statement):
    """The text of a search."""

    def shown(self, line: str, column: int) -> tuple[int, int]:
        """Show the whole line, as a transcript does in which SOQL would have cut it."""
        del column
        return 0, len(line)

    def malformed(self, at: int, message: str) -> SoqlError:
        """Make an error of grammar; both transcripts of real ones point one character before the culprit."""
        return self.error(MALFORMED_SEARCH, max(at - 1, 0), message)

    def unreadable(self, at: int, message: str) -> SoqlError:
        """Make an error of the characters themselves."""
        row, column, _ = self.place(at)
        return self.malformed(at, f"line {row}:{column} {message}")


def too_short(text: str) -> SoqlError:
    """Refuse a search for next to anything."""
    return SoqlError(INVALID_SEARCH, f"search term must be longer than one character: {text}")
