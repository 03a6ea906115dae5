from pathlib import Path

import pytest

from lmo_tui.cli.choice import Chosen, DemoWish
from lmo_tui.cli.places import alias_of, at_address, at_demo
from lmo_tui.cli.sessions import at_once
from lmo_tui.cli.wiring import World
from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.filters import View
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.storage import paths


@pytest.mark.parametrize(
    ("url", "alias"),
    [
        ("https://acme-lmo.my.salesforce.com", "acme-lmo"),
        ("https://acme-lmo--uat.sandbox.my.salesforce.com/", "acme-lmo--uat"),
        ("http://127.0.0.1:8080/", "127.0.0.1:8080"),
        ("http://[::1]:80", "::1:80"),
        ("https://user:secret@acme.example", "acme"),
        ("nonsense", "org"),
        ("http://[", "org"),
        ("https://a\x07b.example", "a␇b"),
        ("https://" + "x" * 300, "x" * 39 + "…"),
    ],
)
def test_an_org_at_an_address_gets_a_short_clean_name(url: str, alias: str) -> None:
    assert alias_of(url) == alias


def test_what_was_read_of_an_org_without_a_profile_goes_with_the_program() -> None:
    with at_address("https://acme.example", "token") as place:
        folder = place.store.parent
        assert folder.stat().st_mode & 0o077 == 0
        place.store.touch()
    assert not folder.exists()


def test_no_room_for_a_temporary_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    with pytest.raises(StorageError, match="temporary"), at_address("https://acme.example", "token"):
        pass


def test_each_demo_has_its_own_files_and_fresh_forgets_only_those() -> None:
    with at_demo(DemoWish()) as one, at_demo(DemoWish(seed=8)) as other:
        assert one.org_class is OrgClass.DEMO
        assert one.store != other.store
        for place in (one, other):
            place.store.parent.mkdir(parents=True, exist_ok=True)
            place.store.touch()
    kept = paths.cache_folder() / "demo" / "demo-7-2500.db"
    kept.parent.mkdir(parents=True)
    kept.touch()
    with at_demo(DemoWish(fresh=True)):
        assert not kept.exists()
        assert not one.store.exists()
        assert other.store.exists()


@pytest.mark.parametrize(
    ("wish", "told"), [(DemoWish(), None), (DemoWish(trickle=30), "30"), (DemoWish(trickle=0.5), "0.5")]
)
def test_the_demo_is_told_how_lively_to_be(wish: DemoWish, told: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[tuple[str, ...]] = []

    class Child:
        def __init__(self, arguments: tuple[str, ...], progress: object) -> None:
            commands.append(arguments)

        def stop(self) -> None:
            """Have nothing to end."""

    monkeypatch.setattr("lmo_tui.cli.places.DemoChild", Child)
    with at_demo(wish):
        (command,) = commands
    assert told == (command[command.index("--trickle") + 1] if "--trickle" in command else None)


def test_a_store_that_cannot_be_kept_is_done_without(lmo_tui_home: Path) -> None:
    lmo_tui_home.mkdir()
    (lmo_tui_home / "cache").touch()
    with World().workbench(Chosen(org="demo"), at_once) as workbench:
        assert workbench.desk.open(View()).rows(0, 10) == []
        (trouble,) = workbench.troubles.take()
    assert "Going on without one" in str(trouble)


def test_the_worlds_clock_knows_its_zone() -> None:
    assert World().now().tzinfo is not None


def test_there_is_no_screen_without_a_terminal() -> None:
    assert World().has_screen() is False
    assert World().someone_is_there() is False
