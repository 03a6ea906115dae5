"""Showing one license: what the detail pane says, read from the store."""

from contextlib import suppress

from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.licenses import License
from lmo_tui.tui.render.detail import Detail
from lmo_tui.tui.stage import Stage


def detail_of(stage: Stage, license_: License) -> Detail:
    """The whole license, its verdict, and its siblings."""
    desk = stage.workbench.desk
    siblings: tuple[License, ...] = ()
    with suppress(StorageError):  # The license itself is at hand: show it all the same.
        siblings = tuple(desk.siblings(license_))
    return Detail(
        license=license_,
        verdict=desk.verdict(license_),
        today=desk.today(),
        access=stage.workbench.session.access,
        siblings=siblings,
    )
