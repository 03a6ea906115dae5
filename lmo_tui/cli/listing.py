"""`ls`: the desk's list, for people and scripts."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

import click

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.exits import Exit
from lmo_tui.cli.feature_values import asked_for
from lmo_tui.cli.license_table import print_licenses
from lmo_tui.cli.narration import narrate, passing
from lmo_tui.cli.options import Command, session_options
from lmo_tui.cli.records import license_json, write_json_array, write_json_lines
from lmo_tui.cli.sessions import in_session
from lmo_tui.cli.tables import width
from lmo_tui.domain.changed import Changed
from lmo_tui.domain.filters import FilterError, SavedView, Tab, View, parse, parse_sort
from lmo_tui.domain.filters.saved import find_view
from lmo_tui.domain.licenses import License
from lmo_tui.domain.loads import spoken

if TYPE_CHECKING:
    from lmo_tui.services.workbench import Workbench

TABS: Final = click.Choice([tab.value for tab in Tab], case_sensitive=False)


def view_options(command: Command) -> Command:
    """Give a command the words and options that say which licenses, and in which order."""
    by = "The columns to order by, as status,-expires; newest first without."
    for option in (
        click.option("--reverse", is_flag=True, help="Turn the order."),
        click.option("--sort", metavar="COLUMN,...", help=by),
        click.option("--view", "name", metavar="NAME", help="A view of your own or one built in; `views` lists them."),
        click.option("--tab", type=TABS, default=Tab.ALL.value, help="One of the tabs of the desk."),
        click.argument("words", nargs=-1, metavar="[FILTER]..."),
    ):
        command = option(command)
    return command


def view_of(words: tuple[str, ...], tab: str, name: str | None, sort: str | None, *, reverse: bool) -> View:
    """The view that those options say; raises FilterError, with the place shown, where the words are no filter."""
    text = " ".join(words)
    try:
        parse(text)
    except FilterError as error:
        narrate(text)
        narrate(" " * width(text[: error.start]) + "^" * max(width(text[error.start : error.end]), 1))
        raise
    view = replace(_named(name).opened(text) if name else View(text=text), tab=Tab(tab))
    order = parse_sort(sort) if sort else view.sort
    return replace(view, sort=order.turned() if reverse else order)


def _named(name: str) -> SavedView:
    from lmo_tui.cli.viewing import saved_views

    return find_view(saved_views(), name)


@click.command()
@view_options
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@click.option("--jsonl", "as_lines", is_flag=True, help="One JSON object a line.")
@session_options
@click.pass_context
def ls(  # noqa: PLR0913 - click hands over one argument an option
    context: click.Context,
    *,
    words: tuple[str, ...],
    tab: str,
    name: str | None,
    sort: str | None,
    reverse: bool,
    limit: int | None,
    as_json: bool,
    as_lines: bool,
) -> int:
    """List licenses. FILTER is as on the desk: 'status:trial exp<30d !sandbox', or words.

    Words look into name, account, company, contact, e-mail and org id. Quote a filter for your shell.
    """
    if as_json and as_lines:
        raise click.UsageError("--json and --jsonl are two forms of output: give one.")
    view = view_of(words, tab, name, sort, reverse=reverse)

    async def work(workbench: "Workbench", _choice: Chosen) -> int:
        await fetched(workbench)
        await asked_for(workbench, view)
        access, today = workbench.session.access, workbench.desk.today()
        with closing(Counted(workbench.desk.every(view))) as told:
            rows = islice(told, limit)
            if as_json:
                write_json_array(license_json(each, access, today) for each in rows)
            elif as_lines:
                write_json_lines(license_json(each, access, today) for each in rows)
            else:
                print_licenses(list(rows), today)
        _sum_up(told.count if limit is None else workbench.desk.count(view), limit)
        return Exit.OK

    return in_session(context, work)


async def fetched(workbench: "Workbench", *, everything: bool = True) -> None:
    """Bring the store up to date, all of it or what moved, telling how far it is; raises LmoError."""

    def tell_progress(_changed: Changed) -> None:
        if progress := workbench.sync.progress:
            passing(f"Loading licenses: {spoken(progress, workbench.clock())} ")

    workbench.changes.subscribe(tell_progress)
    await (workbench.sync.load() if everything else workbench.sync.catch_up())
    passing("")
    if workbench.sync.error:
        raise workbench.sync.error


class Counted:
    """Licenses that are counted as they go by."""

    def __init__(self, licenses: Generator[License, None, None]) -> None:
        self._licenses = licenses
        self.count = 0

    def __iter__(self) -> Iterator[License]:
        for license_ in self._licenses:
            self.count += 1
            yield license_

    def close(self) -> None:
        """No more are wanted: whatever gives them gives its file back now, and not when Python ends."""
        self._licenses.close()


def counted(count: int) -> str:
    """So many licenses, in words."""
    return "1 license" if count == 1 else f"{count:,} licenses"


def _sum_up(count: int, limit: int | None) -> None:
    narrate(counted(count) if limit is None or limit >= count else f"The first {limit:,} of {counted(count)}")
