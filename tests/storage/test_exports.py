"""Files that a person asked for: whole, private, and never in the place of another."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lmo_tui.domain.errors import RefusedError, StorageError
from lmo_tui.storage.exports import write_whole


def test_a_file_is_whole_and_private(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    write_whole(file, ["one\r\n", "Größe\r\n"])
    assert file.read_bytes() == "one\r\nGröße\r\n".encode()
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_what_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> Iterator[str]:
        yield "one"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a.csv", broken())
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays_unless_told_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("mine")
    with pytest.raises(RefusedError, match=r"a\.csv is there already\. .*--force"):
        write_whole(file, ["new"])
    assert file.read_text() == "mine"
    write_whole(file, ["new"], replace=True)
    assert file.read_text() == "new"


def test_a_file_made_meanwhile_stays_too(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"

    def overtaken() -> Iterator[str]:
        yield "new"
        file.write_text("mine")

    with pytest.raises(RefusedError):
        write_whole(file, overtaken())
    assert file.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "a.csv"
    target.write_text("keep me")
    link.symlink_to(target)
    with pytest.raises(RefusedError):
        write_whole(link, ["new"])
    write_whole(link, ["new"], replace=True)
    assert (target.read_text(), link.read_text(), link.is_symlink()) == ("keep me", "new", False)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"a\.csv cannot be written\. No such file or directory\. Choose"):
        write_whole(tmp_path / "nowhere" / "a.csv", ["new"])
