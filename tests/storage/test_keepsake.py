import stat
from pathlib import Path

from lmo_tui.storage.keepsake import KeepsakeFile


def test_what_is_left_is_found_and_nobody_else_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "left" / "demo-7-60"
    assert KeepsakeFile(path).read() is None
    KeepsakeFile(path).write(b"one")
    KeepsakeFile(path).write(b"two")
    assert KeepsakeFile(path).read() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_where_nothing_can_be_kept_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    keepsake = KeepsakeFile(tmp_path / "file" / "left")
    keepsake.write(b"one")
    assert keepsake.read() is None


def test_a_failed_write_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "left"
    path.mkdir()
    KeepsakeFile(path).write(b"one")
    assert list(tmp_path.iterdir()) == [path]
