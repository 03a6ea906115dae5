"""The forms in which licenses leave the program, as parts of text: never in memory as a whole."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import StringIO
from typing import Final

from lmo_tui.cli.records import KEYS, Json, json_array, json_lines
from lmo_tui.domain.spreadsheets import guarded

Records = Iterable[dict[str, Json]]


def csv_rows(records: Records) -> Iterator[str]:
    """A header and a row a license, each text guarded against being run as a formula."""
    line = StringIO()
    writer = csv.writer(line, quoting=csv.QUOTE_ALL)
    writer.writerow(KEYS)
    for record in records:
        writer.writerow([_cell(record, key) for key in KEYS])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
    yield line.getvalue()


FORMATS: Final[Mapping[str, Callable[[Records], Iterator[str]]]] = {
    "csv": csv_rows,
    "json": json_array,
    "jsonl": json_lines,
}
"""By the ending of a file's name."""


YES_NO: Final = {True: "yes", False: "no"}

WORDS: Final = {"seats": "site", "expires": "never"}
"""What null means in JSON is said in words here, where people read it."""


def _cell(record: dict[str, Json], key: str) -> str:
    value, hidden = record[key], record.get("no_access", [])
    if isinstance(hidden, list) and key in hidden:
        return "no access"
    if isinstance(value, bool):
        return YES_NO[value]
    return WORDS.get(key, "") if value is None else guarded(str(value))
