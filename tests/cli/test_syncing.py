"""The local copy brought up to date from the command line."""

from dataclasses import replace

import pytest

from lmo_tui.domain.errors import NoAccessError, UnreachableError
from tests.cli.world import CommandLine
from tests.fakes.features import PACKAGE, with_features


def test_the_first_sync_reads_everything(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("sync", "--org", "demo")
    assert (ran.code, ran.out) == (0, "40 licenses, all read\n")
    assert "page" in lmo_tui.world.repository.calls


def test_json_says_the_same(lmo_tui: CommandLine) -> None:
    assert lmo_tui("sync", "--org", "demo", "--json", "--full").json == {
        "licenses": 40,
        "everything_read": True,
        "changed": None,
        "feature_values": None,
        "synced_at": "2026-11-24T14:00:00+01:00",
    }


def test_feature_values_come_behind_the_licenses(lmo_tui: CommandLine) -> None:
    repository = lmo_tui.world.repository
    owned = [replace(each, package_id=PACKAGE) for each in repository.licenses]
    repository.licenses, repository.parameters = owned, with_features(owned)
    assert lmo_tui("sync", "--org", "demo", "--json").json["feature_values"] == 200
    repository.parameters.errors["count"] = UnreachableError("No answer.")
    ran = lmo_tui("sync", "--org", "demo")
    assert (ran.code, ran.out) == (0, "40 licenses, all read\n")
    assert ran.err == "Feature values could not be loaded: No answer.\n"


def test_an_org_without_feature_parameters_is_told_what_to_do(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("sync", "--org", "demo")
    assert ran.err.startswith("This org has no feature parameters that your user may see. Install the Feature")


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
