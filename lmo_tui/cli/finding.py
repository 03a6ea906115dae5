"""`find`: from a pasted ticket to the licenses it is about."""

import sys
from itertools import islice
from typing import TYPE_CHECKING, Final

import click

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.exits import Exit
from lmo_tui.cli.license_table import print_licenses, print_line
from lmo_tui.cli.listing import counted, fetched
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.options import session_options
from lmo_tui.cli.records import license_json, write_json_array
from lmo_tui.cli.sessions import in_session
from lmo_tui.domain.clues import LONGEST
from lmo_tui.domain.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lmo_tui.domain.clues import Hit
    from lmo_tui.services.workbench import Workbench

SHOWN: Final = 10


@click.command()
@click.argument("words", nargs=-1, metavar="[TEXT]...")
@click.option("--limit", type=click.IntRange(min=1), default=SHOWN, show_default=True, help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array, each license with its reasons.")
@session_options
@click.pass_context
def find(context: click.Context, *, words: tuple[str, ...], limit: int, as_json: bool) -> int:
    """Find the licenses that TEXT, or a ticket on standard input, is about.

    Ids of licenses, orgs, accounts, contacts and leads (15 or 18 characters), L-numbers, e-mails, domains and names of
    customers count; the likeliest comes first, and the other licenses of its org last.
    """
    text = " ".join(words) or _pasted()

    async def work(workbench: "Workbench", _choice: Chosen) -> int:
        await fetched(workbench, everything=False)
        hits = await workbench.finder.find(text)
        if workbench.sync.lost:  # Nobody shall take it for an answer that nothing was found.
            raise StorageError("The local copy was damaged.", remedy="Try again: it is built anew.")
        if workbench.search.is_worth_it(text, hits):
            narrate("The local copy knows none: asking the org.")
            hits = await workbench.search.ask(text)
        shown = list(islice(hits, limit))
        if as_json:
            access, today = workbench.session.access, workbench.desk.today()
            told = (license_json(each.license, access, today) | {"reasons": [*each.reasons]} for each in shown)
            write_json_array(told)
        else:
            print_licenses([each.license for each in shown], workbench.desk.today())
            _print_reasons(shown)
        narrate(_told(len(hits), limit))
        return Exit.OK if hits else Exit.REFUSED

    return in_session(context, work)


def _pasted() -> str:
    if sys.stdin.isatty():
        narrate("Paste the ticket, then press ctrl+d.")
    text = sys.stdin.buffer.read(4 * LONGEST).decode("utf-8", "replace")
    if not text.strip():
        raise click.UsageError("There is nothing to look for: give TEXT, or a ticket on standard input.")
    return text


def _print_reasons(hits: "Sequence[Hit]") -> None:
    if hits:
        print_line("")
    for each in hits:
        print_line(f"{each.license.name}  {', '.join(each.reasons)}")


def _told(count: int, limit: int) -> str:
    if not count:
        return "No license is known that this could be about."
    return counted(count) if count <= limit else f"The likeliest {limit:,} of {counted(count)}"
