"""`rollout`: how many licenses have which value of a parameter."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.exits import Exit
from lmo_tui.cli.feature_values import brought_up
from lmo_tui.cli.license_table import print_line
from lmo_tui.cli.listing import counted, fetched, view_of, view_options
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.options import session_options
from lmo_tui.cli.records import Json, write_json_array
from lmo_tui.cli.sessions import in_session
from lmo_tui.cli.tables import GAP, Column, row, widths
from lmo_tui.domain.errors import RefusedError
from lmo_tui.domain.features import FeatureParameter
from lmo_tui.domain.filters import spelled
from lmo_tui.domain.rollouts import Bar, bar_text, group_name, share_text

if TYPE_CHECKING:
    from lmo_tui.services.workbench import Workbench

_COLUMNS: Final = (Column("Licenses"), Column("Value"), Column("Count", right=True), Column("", right=True), Column(""))
_BAR: Final = 30


@click.command()
@click.argument("parameter", metavar="PARAMETER")
@view_options
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@session_options
@click.pass_context
def rollout(  # noqa: PLR0913 - click hands over one argument an option
    context: click.Context,
    *,
    parameter: str,
    words: tuple[str, ...],
    tab: str,
    name: str | None,
    sort: str | None,
    reverse: bool,
    as_json: bool,
) -> int:
    """Count which licenses have which value of PARAMETER, by version, edition and sandbox; FILTER as in ls.

    PARAMETER is NS__Name, or the name alone where no two packages share it. Each row of --json has the filter that
    lists its licenses.
    """
    view = view_of(words, tab, name, sort, reverse=reverse)

    async def work(workbench: "Workbench", _choice: Chosen) -> int:
        await fetched(workbench)
        await brought_up(workbench, "Look at them license by license, with `params`.")
        found = _named(workbench, parameter)
        bars = await workbench.matrix.bars(view, found) or ()
        if as_json:
            write_json_array(bar_json(found, each) for each in bars)
        else:
            _print(bars)
        narrate(f"{found.full_name}: {counted(sum(each.count for each in bars if each.facet is None))}")
        return Exit.OK

    return in_session(context, work)


def bar_json(parameter: FeatureParameter, bar: Bar) -> dict[str, Json]:
    """Some licenses of a group, and the filter that lists them."""
    content = bar.content
    return {
        "parameter": parameter.full_name,
        "by": bar.facet.value if bar.facet else "all",
        "group": bar.group,
        "value": content if content is None or isinstance(content, int) else content.isoformat(),
        "told": bar.label,
        "count": bar.count,
        "of": bar.total,
        "filter": spelled(bar.terms),
    }


def _named(workbench: "Workbench", name: str) -> FeatureParameter:
    found = workbench.matrix.called(name)
    if len(found) == 1:
        return found[0]
    if found:
        raise RefusedError(f"Several parameters are called {name}.", remedy="Name it in full: NS__Name.")
    raise RefusedError(f"No parameter is called {name}.", remedy="`lmo-tui params LICENSE` lists those of a package.")


def _print(bars: Sequence[Bar]) -> None:
    rows = [[group_name(each), each.label, f"{each.count:,}", share_text(each), bar_text(each, _BAR)] for each in bars]
    wide = widths(_COLUMNS, rows, None)
    for cells in ([column.title for column in _COLUMNS], *rows):
        print_line(GAP.join(row(_COLUMNS, cells, wide)).rstrip())
