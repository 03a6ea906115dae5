import io
import os
import sys
from pathlib import Path

import pytest

from lmo_tui.cli.tokens import LONGEST, read_token
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.redaction import redact

TOKEN = "00D5g0000000001!AQoAQK_a.b-c"  # noqa: S105 - made up


@pytest.fixture
def token_file(tmp_path: Path) -> Path:
    path = tmp_path / "token"
    path.write_text(f"  {TOKEN}\r\n")
    path.chmod(0o600)
    return path


def test_the_token_is_what_is_in_the_file_without_blanks(token_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read_token(str(token_file)) == TOKEN
    assert capsys.readouterr().err == ""


def test_from_now_on_no_text_shows_it(tmp_path: Path) -> None:
    file = tmp_path / "odd"
    file.write_text("notShapedLikeAnyToken")
    file.chmod(0o600)
    read_token(str(file))
    assert "notShapedLikeAnyToken" not in redact("it was notShapedLikeAnyToken")


def test_a_file_that_others_can_read_is_used_with_a_warning(
    token_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    token_file.chmod(0o640)
    assert read_token(str(token_file)) == TOKEN
    assert "chmod 600" in capsys.readouterr().err


def test_the_home_folder_may_be_written_as_a_tilde(token_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(token_file.parent))
    assert read_token("~/token") == TOKEN


def test_a_dash_reads_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TOKEN.encode() + b"\n")))
    assert read_token("-") == TOKEN


def test_a_pipe_is_a_file_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    reading, writing = os.pipe()
    os.write(writing, TOKEN.encode())
    os.close(writing)
    assert read_token(f"/dev/fd/{reading}") == TOKEN
    os.close(reading)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"one\ntwo\n", "one line"),
        (b"two words", "spaces"),
        (b'{"access_token": "x"}', "spaces"),
        (b"\xff\xfe", "characters that no token has"),
        ("tök".encode(), "characters that no token has"),
        (b"a\x1b[31mb", "characters that no token has"),
        (b"a" * (LONGEST + 1), "too long"),
    ],
)
def test_what_is_no_token_is_said_without_showing_it(token_file: Path, content: bytes, sentence: str) -> None:
    token_file.write_bytes(content)
    with pytest.raises(BadEntryError, match=sentence) as raised:
        read_token(str(token_file))
    assert len(str(raised.value)) < 200


@pytest.mark.parametrize(
    ("name", "sentence"), [("", "folder"), ("missing", "There is no file"), ("x\0y", "not a file's")]
)
def test_what_is_no_file_is_said(tmp_path: Path, name: str, sentence: str) -> None:
    with pytest.raises(BadEntryError, match=sentence):
        read_token(f"{tmp_path}/{name}")


def test_a_file_that_we_may_not_read_is_said(token_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(BadEntryError, match="cannot be read: Permission denied"):
        read_token(str(token_file))
