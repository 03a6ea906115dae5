"""Showing one license: what the detail pane says, read from the store."""

from collections.abc import Sequence
from contextlib import suppress

from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.licenses import License
from lmo_tui.domain.verdicts import CanUse, Verdict
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.detail import Detail
from lmo_tui.tui.stage import Stage


def acting(hints: Sequence[Hint], said: Verdict) -> tuple[Hint, ...]:
    """The keys beside the verdict: first the one that it calls for, where the foot of the screen has it."""
    wanted = [said.action] if said.can_use is not CanUse.YES else []
    names = dict.fromkeys([*wanted, *(hint.name for hint in hints if hint.name in {"extend", "status"})])
    by_name = {hint.name: hint for hint in hints}
    return tuple(by_name[name] for name in names if name in by_name)


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
