"""The secrets of stored orgs, from this terminal: which store, and who is asked for what."""

import getpass
import stat
import threading
from pathlib import Path

import pytest

from lmo_tui.cli.secret_stores import SecretStores, sealed_file
from lmo_tui.cli.wiring import World
from lmo_tui.credentials import os_keyring
from lmo_tui.credentials.patience import Wait
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.profiles import Profile, WayIn
from lmo_tui.domain.secrets import SecretStoreError, StoreKind, StoreState

ACME = Profile("acme", "https://acme.my.salesforce.com", WayIn.WEB, org_class=OrgClass.PRODUCTION)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a person was asked, who answers always the same."""
    questions: list[str] = []

    def answer(question: str) -> str:
        questions.append(question)
        return "several words are best"

    monkeypatch.setattr(getpass, "getpass", answer)
    return questions


def test_a_sealed_file_is_opened_by_one_question_a_run(lmo_tui_home: Path, asked: list[str]) -> None:
    SecretStores(lambda: True).of(ACME, StoreKind.FILE).keep("acme/refresh-token", "5Aep861")
    assert len(asked) == 2  # New, and the same again.
    file = sealed_file("acme")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert lmo_tui_home in file.parents and "5Aep861" not in file.read_text()
    asked.clear()
    run = SecretStores(lambda: True)
    assert [run.of(ACME, StoreKind.FILE).fetch("acme/refresh-token") for _ in range(3)] == ["5Aep861"] * 3
    assert len(asked) == 1


def test_behind_the_desk_nobody_is_asked_on_the_terminal(lmo_tui_home: Path, asked: list[str]) -> None:
    SecretStores(lambda: True).of(ACME, StoreKind.FILE).keep("acme/refresh-token", "5Aep861")
    asked.clear()
    with pytest.raises(SecretStoreError) as refused:
        SecretStores(lambda: False).of(ACME, StoreKind.FILE).fetch("acme/refresh-token")
    assert (refused.value.state, asked) == (StoreState.DENIED, [])


def test_the_store_is_the_profile_s_and_without_one_the_safest(lmo_tui_home: Path, tmp_path: Path) -> None:
    world = World()
    assert world.secret_store(ACME, None).kind is StoreKind.MEMORY  # No keyring in a test, and no command is given.
    by_command = Profile("acme", ACME.instance_url, WayIn.WEB, credential_command=("echo", "the {name}"))
    store = world.secret_store(by_command, None)
    assert store.kind is StoreKind.COMMAND
    assert store.fetch("acme/refresh-token") == "the acme/refresh-token"
    assert world.secret_store(ACME, StoreKind.KEYRING).kind is StoreKind.KEYRING


def test_a_keyring_that_waits_is_told_of_only_where_the_desk_is_not(
    lmo_tui_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    never = threading.Event()
    monkeypatch.setattr(os_keyring, "installed", lambda: never.wait(30))
    drawn: list[bool] = []
    store = SecretStores(lambda: not drawn, Wait(0.05, 0.1)).of(ACME, StoreKind.KEYRING)
    for told in (True, False):  # It is opened before the desk, and asked again behind it.
        with pytest.raises(SecretStoreError) as late:
            store.fetch("acme/refresh-token")
        assert late.value.state is StoreState.TIMED_OUT
        assert ("unlock prompt" in capsys.readouterr().err) is told
        drawn.append(True)
    never.set()
