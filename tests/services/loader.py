"""A program that loads everything into a store and may be killed at any time: `python -m tests.services.loader`."""

import asyncio
import sys
from datetime import datetime
from pathlib import Path

from lmo_tui.domain.loads import Load, Road
from lmo_tui.domain.ports import LicenseRepository
from lmo_tui.salesforce.connection import connect
from lmo_tui.services.workbench import furnish
from lmo_tui.storage.store import Store
from tests.fakes.workbench import MemoryJournal, at_once


async def load(url: str, token: str, file: Path, road: Road) -> str:
    """Load by this road, telling each step; what went wrong, or nothing."""
    repository = connect(instance_url=url, access_token=token, alias="demo", may_write=lambda: False)
    bench = furnish(
        lambda _: _by(repository, road),
        store=Store(file),
        journal=MemoryJournal(),
        runner=at_once,
        clock=lambda: datetime.now().astimezone(),
        alias="demo",
    )
    await bench.session.connect()

    def tell(_: object) -> None:
        if progress := bench.sync.progress:
            sys.stdout.write(f"{progress.loaded} {progress.before}\n")
            sys.stdout.flush()

    bench.changes.subscribe(tell)
    await bench.sync.load()
    return str(bench.sync.error or "")


def _by(repository: LicenseRepository, road: Road) -> LicenseRepository:
    begin = repository.begin_load

    def by_road(started: datetime, wanted: Road | None = None) -> Load:
        return begin(started, wanted or road)

    setattr(repository, "begin_load", by_road)  # noqa: B010 - a method, which mypy lets nobody assign
    return repository


if __name__ == "__main__":
    sys.exit(asyncio.run(load(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Road(sys.argv[4]))) or 0)
