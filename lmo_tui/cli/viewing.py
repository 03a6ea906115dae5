"""`views`: the views that have a name."""

from collections.abc import Sequence
from typing import Final

import click

from lmo_tui.cli.license_table import print_line
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.records import write_json
from lmo_tui.cli.tables import GAP, Column, row, widths
from lmo_tui.domain.filters import SavedView, spelled_sort
from lmo_tui.domain.filters.saved import known_views
from lmo_tui.domain.text import clean

_COLUMNS: Final = (Column("View"), Column("Of"), Column("Sort"), Column("Filter"))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def views(*, as_json: bool) -> None:
    """List the views of your own and those built in, for --view."""
    own = _own()
    rows = [(view.name, view not in own, spelled_sort(view.sort), view.filter) for view in known_views(own)]
    if as_json:
        write_json([dict(zip(("name", "built_in", "sort", "filter"), each, strict=True)) for each in rows])
        return
    cells = [(name, "lmo-tui" if built_in else "you", sort, clean(filter_)) for name, built_in, sort, filter_ in rows]
    wide = widths(_COLUMNS, cells, None)
    for each in ([column.title for column in _COLUMNS], *cells):
        print_line(GAP.join(row(_COLUMNS, each, wide)))


def saved_views() -> Sequence[SavedView]:
    """All that have a name, own ones first; what is wrong in the settings is told on the way."""
    return known_views(_own())


def _own() -> Sequence[SavedView]:
    from lmo_tui.storage import paths
    from lmo_tui.storage.settings import SettingsFile

    settings = SettingsFile(paths.settings_path()).load()
    for problem in settings.problems:
        narrate(problem.told)
    return settings.views
