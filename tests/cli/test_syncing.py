"""The local copy brought up to date from the command line."""

import pytest

from lmo_tui.domain.errors import NoAccessError, UnreachableError
from tests.cli.world import CommandLine


def test_the_first_sync_reads_everything(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("sync", "--org", "demo")
    assert (ran.code, ran.out, ran.err) == (0, "40 licenses, all read\n", "")
    assert "page" in lmo_tui.world.repository.calls


def test_json_says_the_same(lmo_tui: CommandLine) -> None:
    assert lmo_tui("sync", "--org", "demo", "--json", "--full").json == {
        "licenses": 40,
        "everything_read": True,
        "changed": None,
        "synced_at": "2026-11-24T14:00:00+01:00",
    }


@pytest.mark.parametrize(("error", "code"), [(UnreachableError("No answer."), 3), (NoAccessError("No access."), 4)])
def test_what_goes_wrong_is_told_with_the_exit_code(lmo_tui: CommandLine, error: Exception, code: int) -> None:
    assert isinstance(error, UnreachableError | NoAccessError)
    lmo_tui.world.repository.fail("page", error, skip=1)
    ran = lmo_tui("sync", "--org", "demo")
    assert (ran.code, ran.out) == (code, "")
    assert str(error) in ran.err


def test_ctrl_c_leaves_the_rest_for_the_next_time(lmo_tui: CommandLine) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    lmo_tui.world.repository.before["page"] = interrupt
    assert lmo_tui("sync", "--org", "demo").code == 130
    assert lmo_tui("sync", "--org", "demo").out == "40 licenses, all read\n"
