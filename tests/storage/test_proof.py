"""The proof of a store: another one whenever what screens show may be another."""

from dataclasses import replace
from pathlib import Path

from lmo_tui.domain.cells import cells_of
from lmo_tui.services import memory
from lmo_tui.storage.store import Store
from tests.fakes.licenses import a_license
from tests.fakes.repository import an_org


def test_every_change_of_a_license_makes_it_another_one_that_never_was() -> None:
    store, seen = Store(":memory:"), [""]
    store.begin_load("me", afresh=True)
    assert store.proof() == ""
    for change in (
        lambda: store.put([a_license(1)]),
        lambda: store.put([a_license(1, seats=77)]),
        lambda: store.put([a_license(1)]),
        lambda: store.put([a_license(2)]),
        lambda: store.drop([a_license(2).id]),
        lambda: store.take_in([cells_of(a_license(3))], (), ("load", "all"), "me"),
        lambda: store.put([a_license(4)]),
        lambda: store.end_load((), "load", "me"),
        lambda: store.remember(memory.ORG, "one"),
        lambda: store.remember(memory.ORG, memory.org_to_text(an_org())),
        lambda: store.remember(memory.ORG, memory.org_to_text(replace(an_org(), user_id="005000000000002"))),
        lambda: store.remember(memory.ACCESS, "some"),
        store.reset,
    ):
        change()
        assert store.proof() not in seen
        seen.append(store.proof())


def test_what_changes_nothing_that_is_shown_leaves_it() -> None:
    store = Store(":memory:")
    store.put([a_license(1)])
    store.remember(memory.ORG, memory.org_to_text(replace(an_org(), instance_url="http://127.0.0.1:1")))
    before = store.proof()
    store.put([a_license(1)])
    store.drop([a_license(2).id])
    store.remember(memory.ORG, memory.org_to_text(replace(an_org(), instance_url="http://127.0.0.1:2")))
    store.remember(memory.SYNCED_AT, "2026-11-24T12:00:00+00:00")
    store.remember(memory.WATERMARK, "2026-11-24T12:00:00+00:00")
    assert store.proof() == before


def test_another_process_has_the_same_proof(tmp_path: Path) -> None:
    one, other = Store(tmp_path / "store.db"), Store(tmp_path / "store.db")
    one.put([a_license(1)])
    assert one.proof() == other.proof() != ""
    other.put([a_license(2)])
    assert one.proof() == other.proof()
    one.close()
    other.close()
    again = Store(tmp_path / "store.db")
    assert again.proof()
    again.close()
