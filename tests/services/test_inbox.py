"""The inbox over the store: every count against plain Python, what survives a sync, and two desks at one org."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from lmo_tui.domain.errors import RefusedError
from lmo_tui.domain.filters import fits, parse
from lmo_tui.domain.inbox import Item, State
from lmo_tui.services.inbox import Section
from lmo_tui.services.workbench import Workbench
from lmo_tui.storage.inbox import InboxFiles
from lmo_tui.storage.store import Store
from tests.fakes.licenses import TODAY, sample_licenses
from tests.fakes.workbench import a_workbench


async def sections(bench: Workbench, *, everything: bool = False) -> Sequence[Section]:
    found = await bench.inbox.sections(everything=everything)
    assert found is not None
    return found


async def an_item(bench: Workbench, name: str) -> Item:
    items = [item for section in await sections(bench, everything=True) for item in section.items]
    return next(item for item in items if item.license.name == name)


async def test_every_section_holds_what_plain_python_finds() -> None:
    bench = a_workbench()
    for section in await sections(bench):
        filters = [parse(view.text) for view in section.rule.views]
        wanted = {each.name for each in sample_licenses() if any(fits(each, filter_, TODAY) for filter_ in filters)}
        assert {item.license.name for item in section.items} == wanted
        assert section.counts == {State.OPEN: len(wanted), State.SNOOZED: 0, State.DONE: 0}


async def test_what_is_said_holds_through_a_sync_until_the_rule_sees_another_value() -> None:
    store = Store(":memory:")
    bench = a_workbench(store=store)
    over, full = await an_item(bench, "L-00011"), await an_item(bench, "L-00012")
    await bench.inbox.done(over)
    await bench.inbox.snooze(full, None)

    async def states() -> list[State]:
        return [(await an_item(bench, name)).state for name in ("L-00011", "L-00012")]

    store.put(sample_licenses())
    assert await states() == [State.DONE, State.SNOOZED]
    store.put([replace(each.license, account="Renamed", modstamp="later") for each in (over, full)])
    assert await states() == [State.DONE, State.OPEN], "one rests on seats, the other on anything"
    store.put([replace(over.license, used=31)])
    back = await an_item(bench, "L-00011")
    assert (back.state, back.is_back) == (State.OPEN, True)
    store.put([replace(over.license, seats=40)])
    with pytest.raises(RefusedError, match="is no item"):
        await bench.inbox.item(over.license, over.rule)


async def test_the_rules_are_asked_again_only_when_a_license_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    store, asked = Store(":memory:"), 0
    bench = a_workbench(store=store)
    order = store.order

    def counted(*arguments: object) -> Sequence[int]:
        nonlocal asked
        asked += 1
        return order(*arguments)  # type: ignore[arg-type]  # handed on as they come

    monkeypatch.setattr(store, "order", counted)
    (*_, section) = await sections(bench)
    once = asked
    await bench.inbox.done(section.items[0])
    assert (await sections(bench))[-1].open == section.open - 1
    assert asked == once
    store.put([replace(section.items[1].license, used=1)])
    assert (await sections(bench))[-1].open == section.open - 2
    assert asked == 2 * once


async def test_two_desks_keep_what_each_said_and_take_back_only_their_own(tmp_path: Path) -> None:
    one, other = (a_workbench(inbox=InboxFiles(tmp_path)) for _ in range(2))
    item = await an_item(one, "L-00011")
    await other.inbox.note(item, "Bob knows")
    await one.inbox.done(item)
    seen = await an_item(other, "L-00011")
    assert (seen.state, seen.note) == (State.DONE, "Bob knows")
    with pytest.raises(RefusedError, match="otherwise in the meantime"):
        await other.inbox.take_back()
    await one.inbox.take_back()
    assert one.inbox.last is None
    seen = await an_item(other, "L-00011")
    assert (seen.state, seen.note) == (State.OPEN, "Bob knows")
