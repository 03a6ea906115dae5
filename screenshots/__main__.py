"""Make anew what the README shows of the program: pictures of the desk on the demo LMO, and the table of keys.

`python -m screenshots`. The day, the zone and the seed are fixed, so the same program makes the same files.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final, TypeVar
from unittest.mock import patch

from lmo_tui.cli.choice import DEMO, DemoWish
from lmo_tui.demo.seed import ODD_CASES, ensure_database
from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.domain.filters.examples import filter_table
from lmo_tui.domain.guides import GUIDES, markdown
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.ports import Usage
from lmo_tui.salesforce.connection import connect
from lmo_tui.services.session import Session
from lmo_tui.services.workbench import Workbench, furnish
from lmo_tui.storage.journal import FileJournal
from lmo_tui.storage.store import Store
from lmo_tui.tui.app import LmoApp
from lmo_tui.tui.commands import key_table

T = TypeVar("T")

HERE: Final = Path(__file__).parent
README: Final = HERE.parent / "README.md"
GUIDES_FOLDER: Final = HERE.parent / "docs" / "guides"
TODAY: Final = date(2026, 11, 24)
NOW: Final = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TABLES: Final = {
    "keys": ("made by `make screenshots` from the commands", key_table),
    "filters": ("made by `make screenshots` from the language", filter_table),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """What is pressed before the picture is taken, at which size."""

    name: str
    keys: Sequence[str]
    size: tuple[int, int] = (120, 40)


PICTURES: Final = (
    Picture("desk", ("j",)),
    Picture("status", ("j", "s")),
    Picture("confirm", ("g", *"2497", "enter", "x", "enter")),
    Picture("locked", ("g", *ODD_CASES["duplicate_uninstalled"], "enter", "s")),
    Picture("small", ("j", "j"), (80, 24)),
    Picture("overview", ("O",)),
    Picture("inbox", ("I", "j")),
    Picture("many", ("5", *("space",) * 12, "x", "enter", "j")),
)


async def at_once(call: Callable[[], T]) -> T:
    """Run a blocking call where it stands: a picture has nobody who waits."""
    return call()


def a_bench(lmo: DemoLmo, folder: Path) -> Workbench:
    """The services over the real wire, at a moment that stands still but for the age of the data."""
    return furnish(
        lambda may_write: connect(instance_url=lmo.url, access_token=lmo.token, alias=DEMO, may_write=may_write),
        store=Store(folder / "store.db"),
        journal=FileJournal(folder / "journal.jsonl"),
        runner=at_once,
        clock=lambda: NOW,
        alias=DEMO,
        org_class=OrgClass.DEMO,
    )


async def take(picture: Picture, bench: Workbench) -> str:
    """The picture as SVG."""
    app = LmoApp(bench)
    async with app.run_test(size=picture.size, notifications=True) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        for key in picture.keys:
            await pilot.press(key)
        await pilot.pause(0.2)  # A toast is mounted by a timer of Textual's.
        return app.export_screenshot()


def write_pictures() -> None:
    """Take every picture against one demo LMO."""
    wish = DemoWish()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        pristine = ensure_database(wish.seed, wish.licenses, TODAY, folder)
        with DemoLmo(pristine, Options(today=TODAY)) as lmo:
            bench = a_bench(lmo, folder)
            # How long an answer takes is another time in every run.
            with patch.object(Session, "usage", Usage(18_204, 100_000, timedelta(milliseconds=84))):
                for picture in PICTURES:
                    file = HERE / f"{picture.name}.svg"
                    file.write_text(asyncio.run(take(picture, bench)) + "\n", encoding="utf-8")
                    print(file.name)


def write_tables() -> None:
    """Put each table between its marks in the README."""
    text = README.read_text(encoding="utf-8")
    for name, (source, table) in TABLES.items():
        begin, end = f"<!-- {name}: {source} -->\n", f"<!-- /{name} -->"
        before, rest = text.split(begin)
        text = f"{before}{begin}{table()}\n{end}{rest.split(end, 1)[1]}"
    README.write_text(text, encoding="utf-8")
    print(README.name)


def write_guides() -> None:
    """Write each guide as a page."""
    for guide in GUIDES.values():
        (GUIDES_FOLDER / f"{guide.id}.md").write_text(markdown(guide), encoding="utf-8")
    print(GUIDES_FOLDER.name)


if __name__ == "__main__":
    os.environ.update(TZ="UTC", COLORTERM="truecolor", TERM="xterm-256color")
    os.environ.pop("NO_COLOR", None)
    time.tzset()
    sys.dont_write_bytecode = True
    write_tables()
    write_guides()
    write_pictures()
