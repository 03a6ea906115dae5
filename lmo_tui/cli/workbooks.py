"""Licenses as a spreadsheet's own file (.xlsx): the extra `xlsx`, a row at a time and never in memory as a whole."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO, Final, TypeAlias

from lmo_tui.cli.formats import WORDS, YES_NO
from lmo_tui.cli.license_table import NO_ACCESS
from lmo_tui.cli.records import KEYS, Told
from lmo_tui.domain.errors import BadEntryError, RefusedError

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS: Final = 1_048_576
"""Rows of a sheet (Excel specifications and limits), the header among them; what is beyond would silently be lost."""

LONGEST_TEXT: Final = 32_767
"""Characters of a cell, by the same source."""

FIRST_DAY: Final = date(1900, 3, 1)
"""Days before are another one in some spreadsheets, which take 1900 for a leap year, or none."""

_USUAL: Final = 14
_WIDE: Final = 28
_WIDTHS: Final = {"id": 20, "org_id": 20, "modified": 18, "locked_reason": 40}
_NAMES: Final = frozenset({"account", "contact", "lead", "company", "package"})

Values: TypeAlias = tuple[Mapping[str, Told], Collection[str]]
"""What is told of a license, and which of it this user may not see."""


def check_extra() -> None:
    """Raise BadEntryError, with what to do, where the program was installed without the extra."""
    if find_spec("xlsxwriter") is None:
        raise BadEntryError(
            "Writing .xlsx needs the extra “xlsx”, which is not installed.",
            remedy="Run pip install 'lmo-tui[xlsx]', or export .csv.",
        )


def write_workbook(file: BinaryIO, licenses: Iterable[Values], folder: Path) -> None:
    """Write the values of licenses, with what is hidden of each, as one sheet; its parts lie in the folder meanwhile.

    A text is a text whoever wrote it: never a formula, a link or a number. Raises RefusedError if a sheet cannot hold
    them all, OSError if the disk will not.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with TemporaryDirectory(dir=folder, prefix=".xlsx.") as parts:
        off = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
        book = Workbook(file, {"constant_memory": True, "tmpdir": parts, "use_zip64": True, **off})
        sheet = book.add_worksheet("Licenses")
        with closing(sheet.row_data_fh):  # XlsxWriter forgets it where no end comes.
            _head(book, sheet)
            _fill(book, sheet, licenses)
            try:
                book.close()
            except FileCreateError as error:
                raise error.args[0] from None  # The OSError that it stands for.


def _head(book: "Workbook", sheet: "Worksheet") -> None:
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for column, key in enumerate(KEYS):
        sheet.set_column(column, column, _WIDTHS.get(key, _WIDE if key in _NAMES else _USUAL))
        sheet.write_string(0, column, key, bold)


def _fill(book: "Workbook", sheet: "Worksheet", licenses: Iterable[Values]) -> None:
    forms = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    row = 0
    for row, (values, hidden) in enumerate(licenses, 1):
        if row == MOST_ROWS:
            most = f"{MOST_ROWS - 1:,}"
            raise RefusedError(f"An .xlsx file holds {most} licenses at most.", remedy="Filter, or export .csv.")
        for column, key in enumerate(KEYS):
            value = NO_ACCESS if key in hidden else values[key]
            _write(sheet, (row, column), WORDS.get(key) if value is None else value, forms)
    sheet.autofilter(0, 0, row, len(KEYS) - 1)


def _write(sheet: "Worksheet", place: tuple[int, int], value: Told, forms: tuple["Format", "Format"]) -> None:
    days, moments = forms
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(*place, YES_NO[value])
    elif isinstance(value, int):
        sheet.write_number(*place, value)
    elif isinstance(value, str):
        sheet.write_string(*place, value if len(value) <= LONGEST_TEXT else f"{value[: LONGEST_TEXT - 1]}…")
    elif (value.date() if isinstance(value, datetime) else value) < FIRST_DAY:
        sheet.write_string(*place, value.isoformat())
    elif isinstance(value, datetime):
        # A spreadsheet knows no time zones.
        sheet.write_datetime(*place, value.astimezone(UTC).replace(tzinfo=None, microsecond=0), moments)
    else:
        sheet.write_datetime(*place, value, days)
