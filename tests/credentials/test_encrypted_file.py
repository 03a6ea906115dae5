import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmo_tui.credentials import encrypted_file
from lmo_tui.credentials.encrypted_file import EncryptedFileStore
from lmo_tui.credentials.sealing import COST, key_for, new_key, seal, unseal
from lmo_tui.domain.secrets import SecretStoreError, StoreState
from tests.cli.program import ROOT
from tests.credentials.keeping import CHEAP, PASSPHRASE, a_store, keep_many
from tests.credentials.traces import SECRET
from tests.fakes.profile import LONG, many


@pytest.fixture
def path(lmo_tui_home: Path) -> Path:
    return lmo_tui_home / "data" / "secrets" / "acme.sealed"


def state_of(call: Callable[[], object]) -> StoreState:
    with pytest.raises(SecretStoreError) as told:
        call()
    assert SECRET not in str(told.value)
    return told.value.state


def test_it_is_kept_for_the_next_process(path: Path) -> None:
    cost = COST if LONG else CHEAP
    before = a_store(path, cost=cost)
    assert before.fetch("refresh_token") is None
    before.keep("refresh_token", SECRET)
    assert a_store(path, "correct horse e\u0301", cost=cost).fetch("refresh_token") == SECRET


def test_only_this_user_can_read_it_and_with_the_last_secret_it_goes(path: Path) -> None:
    path.parent.mkdir(parents=True, mode=0o755)
    store = a_store(path)
    store.keep("refresh_token", SECRET)
    store.keep("client_secret", SECRET[::-1])

    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in (path.parent, *path.parent.iterdir())}
    assert modes == {"secrets": 0o700, path.name: 0o600, f"{path.name}.lock": 0o600}, "and nothing half written"
    store.forget("refresh_token")
    store.forget("refresh_token")
    assert (store.fetch("refresh_token"), store.fetch("client_secret")) == (None, SECRET[::-1])
    store.forget("client_secret")
    assert not path.exists()


def test_the_passphrase_is_asked_once_and_a_wrong_one_is_forgotten(path: Path) -> None:
    a_store(path).keep("refresh_token", SECRET)
    answers, asked = ["wrong one", PASSPHRASE], list[bool]()

    def ask(new: bool) -> str:
        asked.append(new)
        return answers.pop(0)

    store = EncryptedFileStore("acme", path, ask, CHEAP)
    assert state_of(lambda: store.fetch("refresh_token")) is StoreState.DENIED
    assert store.fetch("refresh_token") == SECRET
    store.keep("refresh_token", SECRET + "2")
    assert asked == [False, False]


def test_without_a_passphrase_nothing_is_kept(path: Path) -> None:
    nobody = EncryptedFileStore("acme", path, None)
    assert state_of(lambda: nobody.keep("x", SECRET)) is StoreState.LOCKED
    assert state_of(lambda: a_store(path, None).keep("x", SECRET)) is StoreState.DENIED
    assert state_of(lambda: a_store(path, "short").keep("x", SECRET)) is StoreState.DENIED
    assert not path.exists()


def test_every_change_of_a_byte_is_told_before_anybody_is_asked(path: Path) -> None:
    a_store(path).keep("x", SECRET)
    whole = path.read_bytes()
    nobody = EncryptedFileStore("acme", path, None)
    for place in range(0, len(whole), 3):
        if not whole[place : place + 1].isspace():
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            assert state_of(lambda: nobody.fetch("x")) is StoreState.BROKEN, place
    for length in (0, 1, len(whole) // 2):
        path.write_bytes(whole[:length])
        assert state_of(lambda: nobody.fetch("x")) is StoreState.BROKEN


def test_whoever_can_count_sums_is_found_out_by_the_seal(path: Path) -> None:
    mine = seal(new_key(PASSPHRASE, CHEAP), "acme", {"x": SECRET})
    theirs = seal(key_for(mine, lambda: PASSPHRASE, CHEAP), "other", {"x": "planted"})
    path.parent.mkdir(parents=True)
    path.write_text(theirs)
    assert state_of(lambda: a_store(path).fetch("x")) is StoreState.BROKEN
    assert a_store(path, profile="other").fetch("x") == "planted"


def test_what_is_no_file_of_ours_is_not_followed(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.symlink_to(tmp_path / "elsewhere")
    assert state_of(lambda: a_store(path).keep("x", SECRET)) is StoreState.BROKEN
    path.unlink()
    os.mkfifo(path)
    assert state_of(lambda: a_store(path).fetch("x")) is StoreState.BROKEN


def test_a_full_disk_leaves_what_was_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = a_store(path)
    store.keep("x", SECRET)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert state_of(lambda: store.keep("x", "newer secret")) is StoreState.BROKEN
    assert a_store(path).fetch("x") == SECRET
    assert {each.suffix for each in path.parent.iterdir()} == {".sealed", ".lock"}


def test_one_that_another_process_made_anew_is_opened_with_its_own_passphrase(path: Path) -> None:
    answers = [PASSPHRASE, "another passphrase"]
    store = EncryptedFileStore("acme", path, lambda _: answers.pop(0), CHEAP)
    store.keep("x", SECRET)
    path.unlink()
    a_store(path, "another passphrase").keep("x", "theirs")
    assert store.fetch("x") == "theirs"


def test_two_processes_lose_nothing_of_each_other(path: Path) -> None:
    a_store(path).keep("x", "made before both, so that both use one key")
    mine, theirs = [[f"{who}{number}" for number in range(15)] for who in "ab"]
    with subprocess.Popen([sys.executable, "-m", "tests.credentials.keeping", path, *theirs], cwd=ROOT) as other:
        keep_many(path, mine)
    assert other.returncode == 0
    assert all(a_store(path).fetch(name) == name for name in (*mine, *theirs))


def test_a_lock_that_is_never_given_back_is_waited_for_no_longer_than_a_keyring(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encrypted_file, "_PATIENCE", 0.01)
    store = a_store(path)
    store.keep("x", SECRET)
    with store._alone():
        assert state_of(lambda: a_store(path).keep("x", "newer")) is StoreState.TIMED_OUT


@settings(max_examples=many(25))
@given(st.dictionaries(st.text(max_size=9), st.text(st.characters(codec="utf-8"), max_size=99)), st.text(), st.text())
def test_what_is_sealed_is_what_is_opened(secrets: dict[str, str], profile: str, passphrase: str) -> None:
    text = seal(new_key(passphrase, CHEAP), profile, secrets)
    assert set(json.loads(text)) == {"version", "salt", "check", "nonce", "sealed", "sum"}
    assert unseal(key_for(text, lambda: passphrase, CHEAP), profile, text) == secrets
