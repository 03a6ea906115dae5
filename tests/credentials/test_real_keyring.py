"""The real gnome-keyring over the real D-Bus, as a jump host has it."""

from pathlib import Path

import pytest

from tests.credentials.headless import MISSING, PYTHON, in_a_session, unlock
from tests.credentials.traces import spellings, traces
from tests.fakes.profile import LONG

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"Debian's gnome-keyring and dbus are not here: {MISSING}")

ROUND = (f"{PYTHON} fetch keep", f"{PYTHON} fetch forget fetch")
WENT = ["fetch: none", "keep: done", "fetch: the secret", "forget: done", "fetch: none"]


@pytest.mark.parametrize("_round", range(20 if LONG else 1))
def test_kept_by_one_process_used_and_forgotten_by_the_next(_round: int, lmo_tui_home: Path) -> None:
    assert in_a_session(lmo_tui_home, (unlock(), *ROUND)) == WENT


def test_locked_or_gone_in_mid_run(lmo_tui_home: Path) -> None:
    steps = (unlock(), f"{PYTHON} keep lock fetch keep lose fetch")
    assert in_a_session(lmo_tui_home, steps) == [
        "keep: done",
        "lock: done",
        "fetch: locked: The keyring is locked.",
        "keep: locked: The keyring is locked.",
        "lose: done",
        "fetch: no store: The keyring has gone.",
    ]
    assert traces(lmo_tui_home) == [], "the keyring's own file is sealed"


@pytest.mark.skipif(not LONG, reason="three starts of a daemon: CI runs it, with the twenty rounds")
def test_never_unlocked_and_then_with_the_wrong_password(lmo_tui_home: Path) -> None:
    never = (f"{PYTHON} keep", unlock("right"), f"{PYTHON} keep")
    assert in_a_session(lmo_tui_home, never[:1]) == ["keep: locked: The keyring has never been unlocked."]
    assert in_a_session(lmo_tui_home, never[1:]) == ["keep: done"]
    assert in_a_session(lmo_tui_home, (unlock("wrong"), f"{PYTHON} fetch")) == ["fetch: locked: The keyring is locked."]


@pytest.mark.skipif(not LONG, reason="waits the three seconds that a keyring is given")
def test_one_that_never_answers_and_the_process_ends_all_the_same(lmo_tui_home: Path) -> None:
    assert in_a_session(lmo_tui_home, (f"{PYTHON} hang keep",)) == [
        "hang: done",
        "keep: timed out: The keyring does not answer.",
    ]


@pytest.mark.skipif(not LONG, reason="the same message as of any locked one")
def test_the_daemon_dies_and_the_bus_starts_a_locked_one(lmo_tui_home: Path) -> None:
    assert in_a_session(lmo_tui_home, (unlock(), f"{PYTHON} keep kill fetch")) == [
        "keep: done",
        "kill: done",
        "fetch: locked: The keyring is locked.",
    ]


def test_the_search_for_traces_finds_what_it_looks_for(tmp_path: Path) -> None:
    for number, spelling in enumerate(sorted(spellings("a secret of ours"))):
        (tmp_path / str(number)).write_bytes(b"\x01" + spelling + b"\x02")
    assert len(traces(tmp_path, "a secret of ours")) == number + 1
