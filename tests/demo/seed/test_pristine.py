import os
import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from lmo_tui.demo.database import open_database
from lmo_tui.demo.schema import SCHEMA
from lmo_tui.demo.seed import anchor, ensure_database
from lmo_tui.demo.seed.build import build
from tests.demo.seed import test_integrity as integrity

_TUESDAY = date(2026, 11, 24)


def _contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = open_database(path, read_only=True)
    try:
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in SCHEMA}  # noqa: S608 - names from the schema
    finally:
        connection.close()


def test_the_same_arguments_give_the_same_rows(tmp_path: Path) -> None:
    one, two, other = (tmp_path / name for name in ("one", "two", "other"))

    build(one, 7, 120, _TUESDAY)
    build(two, 7, 120, _TUESDAY)
    build(other, 8, 120, _TUESDAY)

    assert _contents(one) == _contents(two)
    assert _contents(one)["Account"] != _contents(other)["Account"]


def test_another_day_moves_the_dates_and_nothing_else(tmp_path: Path) -> None:
    tuesday = _contents(ensure_database(7, 60, _TUESDAY, tmp_path))
    wednesday = _contents(ensure_database(7, 60, date(2026, 11, 25), tmp_path))

    columns = [field.name for field in SCHEMA["sfLma__License__c"].fields.values()]
    name, expires = columns.index("Name"), columns.index("sfLma__Expiration__c")
    assert [row[name] for row in tuesday["sfLma__License__c"]] == [row[name] for row in wednesday["sfLma__License__c"]]
    assert tuesday["sfLma__License__c"][0][expires] == "2026-11-24"
    assert wednesday["sfLma__License__c"][0][expires] == "2026-11-25"


def test_a_kept_file_is_not_built_again(tmp_path: Path) -> None:
    first = ensure_database(7, 60, _TUESDAY, tmp_path)
    written = first.stat().st_mtime_ns

    def fail(done: int, total: int) -> None:
        pytest.fail(f"built again: {done} of {total}")

    assert ensure_database(7, 60, _TUESDAY, tmp_path, fail) == first
    assert first.stat().st_mtime_ns == written


def test_seed_and_size_have_files_of_their_own(tmp_path: Path) -> None:
    paths = {ensure_database(seed, size, _TUESDAY, tmp_path) for seed in (1, 2) for size in (60, 61)}

    assert len(paths) == 4


def test_a_big_one_counts_from_its_monday() -> None:
    assert anchor(2_500, _TUESDAY) == _TUESDAY
    assert anchor(1_000_000, _TUESDAY) == date(2026, 11, 23)
    assert anchor(1_000_000, date(2026, 11, 29)) == date(2026, 11, 23)


def test_files_of_long_ago_are_forgotten_and_others_left_alone(tmp_path: Path) -> None:
    other = ensure_database(8, 60, date(2026, 10, 1), tmp_path)
    old = ensure_database(7, 60, date(2026, 10, 1), tmp_path)
    recent = ensure_database(7, 60, date(2026, 11, 22), tmp_path)

    new = ensure_database(7, 60, _TUESDAY, tmp_path)

    assert sorted(tmp_path.iterdir()) == sorted([other, recent, new])
    assert not old.exists()


def test_what_a_killed_builder_left_is_cleared_away(tmp_path: Path) -> None:
    abandoned, at_work = tmp_path / ".building-abandoned.sqlite3", tmp_path / ".building-at-work.sqlite3"
    abandoned.touch()
    at_work.touch()
    os.utime(abandoned, (0, 0))

    ensure_database(7, 60, _TUESDAY, tmp_path)

    assert not abandoned.exists()
    assert at_work.exists()


def test_a_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ensure_database(7, 60, _TUESDAY, tmp_path, stop)

    assert list(tmp_path.iterdir()) == []


def test_too_few_licenses_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 60"):
        ensure_database(7, 59, _TUESDAY, tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_two_at_once_end_with_one_sound_file(tmp_path: Path) -> None:
    paths: list[Path] = []
    threads = [
        threading.Thread(target=lambda: paths.append(ensure_database(7, 200, _TUESDAY, tmp_path))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(paths) == 2
    assert set(paths) == {tmp_path / paths[0].name}
    assert list(tmp_path.iterdir()) == [paths[0]]
    assert len(_contents(paths[0])["sfLma__License__c"]) == 200


def test_progress_ends_at_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lmo_tui.demo.seed.build._CHUNK", 50)
    told: list[tuple[int, int]] = []

    ensure_database(7, 110, _TUESDAY, tmp_path, lambda done, total: told.append((done, total)))

    assert told == [(50, 110), (100, 110), (110, 110)]


def test_a_copy_can_be_written_to(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copyfile(ensure_database(7, 60, _TUESDAY, tmp_path / "kept"), copy)
    connection = open_database(copy)

    with connection:
        connection.execute("UPDATE sfLma__License__c SET sfLma__Status__c = 'Suspended' WHERE Name = 'L-00010'")

    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    indexes = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    assert indexes.fetchone()[0] >= sum(len(item.indexes) for item in SCHEMA.values())
    connection.close()


def test_a_large_one_is_told_in_full_only_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lmo_tui.demo.seed.build.WHOLE", 300)
    monkeypatch.setattr("lmo_tui.demo.seed.build._SAMPLED", 100)
    path = tmp_path / "thinned"
    build(path, 7, 600, _TUESDAY)
    connection = sqlite3.connect(path)

    with_values = connection.execute("SELECT count(DISTINCT sfFma__License__c) FROM sfFma__FeatureParameterBoolean__c")
    untold = connection.execute(
        "SELECT count(*) FROM sfLma__License__c WHERE sfLma__Status__c = 'Uninstalled' AND Id NOT IN"
        " (SELECT ParentId FROM sfLma__License__History WHERE NewValue = 'Uninstalled')"
    )

    assert with_values.fetchone()[0] == 200 + len(range(102, 501, 6))
    assert untold.fetchone()[0] == 0
    connection.close()


def test_each_package_can_have_two_hundred_parameters_that_begin_alike(tmp_path: Path) -> None:
    usual = ensure_database(7, 60, _TUESDAY, tmp_path)
    path = ensure_database(7, 60, _TUESDAY, tmp_path, parameters=200)
    assert usual.exists()
    assert path != usual
    count = "SELECT count(*) FROM sfFma__FeatureParameter__c"
    with closing(open_database(path, read_only=True)) as connection:
        connection.row_factory = sqlite3.Row
        assert connection.execute(count).fetchone()[0] == 6 * 200
        begins = connection.execute(
            f"{count} WHERE sfFma__FullName__c LIKE 'acmebill\\_\\_Early_Access\\_Program%' ESCAPE '\\'"
        )
        assert begins.fetchone()[0] == 185
        kinds = connection.execute(
            "SELECT DISTINCT sfFma__DataType__c, sfFma__DataFlowDirection__c FROM sfFma__FeatureParameter__c"
        )
        assert len(kinds.fetchall()) == 6
        integrity.test_each_license_has_one_value_for_each_parameter_of_its_version(connection)
