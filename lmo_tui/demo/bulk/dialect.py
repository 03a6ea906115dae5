"""The CSV of a job: its delimiter and its line ending, written with every value in quotes and read strictly."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from lmo_tui.demo.errors import ApiError

DELIMITERS: Final = {"BACKQUOTE": "`", "CARET": "^", "COMMA": ",", "PIPE": "|", "SEMICOLON": ";", "TAB": "\t"}
LINE_ENDINGS: Final = {"LF": "\n", "CRLF": "\r\n"}
#: The platform takes 32,000 characters in a field and 400,000 in a record; Python's own limit is between the two.
_LONGEST_FIELD: Final = 400_000

csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_FIELD))


class Unreadable(Exception):
    """An upload that no row can be read from; the words are those of the job's errorMessage."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a job's CSV is cut into columns and lines."""

    column_delimiter: str = "COMMA"
    line_ending: str = "LF"

    @classmethod
    def parse(cls, body: Mapping[str, Any]) -> Self:
        """The dialect that the request for a job asks for."""
        chosen = []
        for name, known, usual in (("columnDelimiter", DELIMITERS, "COMMA"), ("lineEnding", LINE_ENDINGS, "LF")):
            value = body.get(name) or usual
            if value not in known:
                message = f"Cannot deserialize value of {name} from {value!r}: not one of {', '.join(known)}"
                raise ApiError(400, "JSON_PARSER_ERROR", message)
            chosen.append(str(value))
        return cls(*chosen)

    def write(self, rows: Iterable[Sequence[Any]]) -> str:
        """Rows as lines; null is an empty value."""
        text = io.StringIO(newline="")
        ending = LINE_ENDINGS[self.line_ending]
        writer = csv.writer(
            text, delimiter=DELIMITERS[self.column_delimiter], lineterminator=ending, quoting=csv.QUOTE_ALL
        )
        writer.writerows(rows)
        return text.getvalue()

    def read(self, raw: bytes) -> tuple[list[str], list[list[str]]]:
        """The names of the columns, and the rows below them; Unreadable when they do not fit together."""
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Unreadable("ClientInputError : The data is not UTF-8") from error
        self._check_line_ending(text)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITERS[self.column_delimiter], strict=True)
        try:
            header, *rows = [row for row in reader if row] or [[]]
        except csv.Error as error:
            raise Unreadable(f"ClientInputError : The CSV cannot be read, line {reader.line_num}: {error}") from error
        for number, row in enumerate(rows, 1):
            if len(row) != len(header):
                message = f"InvalidBatch : Record {number} has {len(row)} columns where the header has {len(header)}"
                raise Unreadable(message)
        return [name.strip() for name in header], rows

    def _check_line_ending(self, text: str) -> None:
        # Word for word what real orgs answer when a file's line ends differ from the job's setting.
        line, found, _ = text.partition("\n")
        if found and line.endswith("\r") != (self.line_ending == "CRLF"):
            message = "LineEnding is invalid on user data. Current LineEnding setting is"
            raise Unreadable(f"ClientInputError : {message} {self.line_ending}")
