from pathlib import Path

import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.storage import folders, paths


def test_one_variable_moves_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(folders.HOME, str(tmp_path))
    for path in (paths.store_path("acme"), paths.journal_path(), paths.log_path()):
        assert path.is_relative_to(tmp_path)


def test_without_it_files_go_where_the_platform_wants_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(folders.HOME, raising=False)
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setattr("sys.platform", "linux")
    assert "lmo-tui" in paths.journal_path().parts
    assert paths.journal_path().parent != paths.store_path("acme").parent


@given(alias=st.text(max_size=80))
def test_an_alias_never_decides_the_folder(alias: str) -> None:
    stem = paths.file_stem(alias)
    assert Path(stem).name == stem
    assert not stem.startswith(".")
    assert stem.isascii()
    assert len(stem) <= 60


@given(one=st.text(max_size=12), other=st.text(max_size=12))
def test_different_aliases_have_different_files(one: str, other: str) -> None:
    assert (paths.file_stem(one).casefold() == paths.file_stem(other).casefold()) == (one == other)


@pytest.mark.parametrize(
    "said", [None, "", "  ", "/somewhere/else", "/with/slash/", " /with/blanks ", "relative", "~/x"]
)
@pytest.mark.parametrize("kind", ["data", "cache", "state"])
def test_the_platform_is_told_as_platformdirs_tells_it(
    kind: str, said: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(folders.HOME, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    if said is not None:
        monkeypatch.setenv(f"XDG_{kind.upper()}_HOME", said)
    assert folders.folder(kind) == getattr(platformdirs, f"user_{kind}_dir")("lmo-tui")
