"""Cells of a CSV file that a spreadsheet takes for text, whoever wrote them."""

import re
from typing import Final

_BEGINS_FORMULA: Final = frozenset("=+-@\t\r\n＝＋－＠|%")  # noqa: RUF001 - the full-width forms are what is meant
"""What OWASP calls CSV injection begins with these; the full-width forms act the same in some locales."""

_UNSEEN: Final = " \u00a0\ufeff"
_NUMBER: Final = re.compile(r"[+-]?\d{1,15}(\.\d{1,10})?", re.ASCII)


def guarded(text: str) -> str:
    """The text as a cell: with an apostrophe before what would run as a formula; a plain number stays one."""
    first = text.lstrip(_UNSEEN)[:1]
    return f"'{text}" if first in _BEGINS_FORMULA and first and not _NUMBER.fullmatch(text) else text
