"""The same licenses in textual-fastdatatable, a table for Textual over Arrow; run by a Python that has it."""

import sys
from typing import Any

from textual.app import App, ComposeResult


class FastTable(App[None]):
    """The table; `s` sorts by customer."""

    BINDINGS = [("s", "sort", "Sort")]  # noqa: RUF012 - as Textual's own examples have it

    def compose(self) -> ComposeResult:
        """The table over a CSV file."""
        import pyarrow.csv
        from textual_fastdatatable import ArrowBackend, DataTable

        yield DataTable(backend=ArrowBackend(pyarrow.csv.read_csv(sys.argv[1])))

    def action_sort(self) -> None:
        """Sort by customer."""
        table: Any = self.query_one("DataTable")
        table.sort([("account", "ascending")])


if __name__ == "__main__":
    FastTable().run()
