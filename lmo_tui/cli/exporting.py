"""`export`: licenses into a file, for spreadsheets and scripts."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.exits import Exit
from lmo_tui.cli.feature_values import asked_for
from lmo_tui.cli.formats import FORMATS
from lmo_tui.cli.listing import Counted, counted, fetched, view_of, view_options
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.options import session_options
from lmo_tui.cli.records import license_json, license_values
from lmo_tui.cli.sessions import in_session

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lmo_tui.domain.access import Access
    from lmo_tui.domain.licenses import License
    from lmo_tui.services.workbench import Workbench


WORKBOOK: Final = "xlsx"
"""The form that is no text, and needs an extra."""


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--format", "form", type=click.Choice([*FORMATS, WORKBOOK]), help="The form, if the name of FILE does not tell."
)
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@view_options
@session_options
@click.pass_context
def export(  # noqa: PLR0913 - click hands over one argument an option
    context: click.Context,
    *,
    file: Path,
    form: str | None,
    force: bool,
    words: tuple[str, ...],
    tab: str,
    name: str | None,
    sort: str | None,
    reverse: bool,
) -> int:
    """Write licenses to FILE (.csv, .json, .jsonl or .xlsx); FILTER as in ls.

    The file is there when all of it is, and only you can read it. In CSV a text that a spreadsheet would run as a
    formula begins with an apostrophe. For .xlsx install the extra: pip install 'lmo-tui[xlsx]'.
    """
    from lmo_tui.cli.workbooks import check_extra
    from lmo_tui.storage.exports import refuse_if_there

    form = form or file.suffix.removeprefix(".").casefold()
    if form == WORKBOOK:
        check_extra()
    elif form not in FORMATS:
        raise click.UsageError(f"FILE ends in none of .{', .'.join((*FORMATS, WORKBOOK))}: add --format.")
    wanted = view_of(words, tab, name, sort, reverse=reverse)

    async def work(workbench: "Workbench", _choice: Chosen) -> int:
        await fetched(workbench)
        await asked_for(workbench, wanted)
        with closing(Counted(workbench.desk.every(wanted))) as told:
            judge = (workbench.session.access, workbench.desk.today())
            _write(file, form, told, judge, replace=force)
        narrate(f"{counted(told.count)} in {file}")
        return Exit.OK

    if not force:
        refuse_if_there(file)
    return in_session(context, work)


def _write(
    file: Path, form: str, licenses: "Iterable[License]", judge: "tuple[Access, date]", *, replace: bool
) -> None:
    from lmo_tui.cli.workbooks import write_workbook
    from lmo_tui.storage.exports import make_whole, write_whole

    if form == WORKBOOK:
        rows = (license_values(each, *judge) for each in licenses)
        make_whole(file, lambda target: write_workbook(target, rows, file.parent), replace=replace)
    else:
        records = (license_json(each, *judge) for each in licenses)
        write_whole(file, FORMATS[form](records), replace=replace)
