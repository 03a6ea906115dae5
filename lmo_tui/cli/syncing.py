"""`sync`: the local copy of the licenses, brought up to date."""

from typing import TYPE_CHECKING

import click

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.exits import Exit
from lmo_tui.cli.license_table import print_line
from lmo_tui.cli.listing import counted, fetched
from lmo_tui.cli.narration import narrate, passing
from lmo_tui.cli.options import session_options
from lmo_tui.cli.records import write_json
from lmo_tui.cli.sessions import in_session
from lmo_tui.domain.changed import Changed
from lmo_tui.domain.filters import Tab
from lmo_tui.domain.loads import spoken

if TYPE_CHECKING:
    from datetime import datetime

    from lmo_tui.services.workbench import Workbench


@click.command()
@click.option("--full", is_flag=True, help="Read all licenses, not only what moved since the last time.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@session_options
@click.pass_context
def sync(context: click.Context, *, full: bool, as_json: bool) -> int:
    """Bring the local copy of the licenses up to date, and that of their feature parameters.

    What moved since the last time is read, or everything where that would not be enough. A load that was interrupted
    goes on where it stopped.
    """

    async def work(workbench: "Workbench", _choice: Chosen) -> int:
        if workbench.sync.freshness.unfinished:
            narrate("Going on with the load that was not finished.")
        loaded_before = workbench.sync.freshness.loaded_at
        await fetched(workbench, everything=full)
        values = await _features(workbench)
        counts = await workbench.desk.tab_counts()
        whole = workbench.sync.freshness.loaded_at != loaded_before
        if as_json:
            write_json(
                {
                    "licenses": counts[Tab.ALL],
                    "everything_read": whole,
                    "changed": None if whole else workbench.sync.news,
                    "feature_values": values,
                    "synced_at": _plain(workbench.sync.freshness.synced_at),
                }
            )
        else:
            read = "all read" if whole else f"{workbench.sync.news:,} changed"
            print_line(f"{counted(counts[Tab.ALL])}, {read}")
        return Exit.OK

    return in_session(context, work)


async def _features(workbench: "Workbench") -> int | None:
    """Bring the feature values up to date as well; how many there are, None where they cannot be seen or are too many.

    What goes wrong with them is told, and the licenses are up to date all the same.
    """
    features = workbench.features

    def tell_progress(_changed: Changed) -> None:
        if features.progress:
            passing(f"Loading feature values: {spoken(features.progress, workbench.clock())} ")

    workbench.changes.subscribe(tell_progress)
    await features.keep_up(now=True)
    passing("")
    if notice := features.notice:
        narrate(notice)
    return await features.count() if features.synced_at else None


def _plain(moment: "datetime | None") -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
