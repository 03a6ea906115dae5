"""Changes of many licenses from the command line: written down, reviewed, carried out, gone on with, taken back."""

from pathlib import Path

import pytest

from lmo_tui.domain.errors import RefusedError, SignedOutError, UnreachableError
from lmo_tui.domain.journal import Ending
from lmo_tui.domain.licenses import License
from lmo_tui.domain.orgs import OrgClass
from tests.cli.conftest import Typing
from tests.cli.world import CommandLine, a_world
from tests.fakes.licenses import a_license, license_id

HERE = ("--org", "demo")
SEATS = ("--seats", "77")


def some(count: int = 3) -> list[License]:
    return [a_license(number) for number in range(1, count + 1)]


@pytest.fixture
def lmo_tui(in_world: Typing) -> CommandLine:
    return in_world(a_world(some()))


def planned(lmo_tui: CommandLine, folder: Path, *words: str) -> str:
    """The file of a plan that gives these licenses 77 seats."""
    file = folder / "plan.toml"
    assert lmo_tui("plan", *HERE, *(words or ("globex",)), *SEATS, "-o", str(file), "--reason", "CASE-7").code == 0
    return str(file)


def test_a_plan_changes_nothing_and_says_what_it_would(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("plan", *HERE, "globex", *SEATS)

    assert ran.code == 0
    assert lmo_tui.written == []
    assert 'about = "globex: Seats 77"' in ran.out
    assert ran.out.count("[[license]]") == 3
    assert "seats = { was = 50, to = 77 }" in ran.out
    assert "3 licenses in the plan. Nothing was changed." in ran.err


def test_the_plan_of_one_run_is_carried_out_by_another(lmo_tui: CommandLine, tmp_path: Path) -> None:
    file = planned(lmo_tui, tmp_path)

    ran = lmo_tui("apply", *HERE, file, "--yes")

    assert ran.code == 0
    assert lmo_tui.written == [{"seats": 77}] * 3
    assert ran.out.splitlines() == [f"L-0000{number} · Seats 50 → 77 · saved" for number in (3, 2, 1)]
    assert "3 saved." in ran.err
    assert {reason for _, _, reason in lmo_tui.world.journal.intents} == {"CASE-7"}
    assert Path(file).stat().st_mode & 0o077 == 0


def test_a_second_time_there_is_nothing_left_to_do(lmo_tui: CommandLine, tmp_path: Path) -> None:
    file = planned(lmo_tui, tmp_path)
    lmo_tui("apply", *HERE, file, "--yes")

    again = lmo_tui("apply", *HERE, file, "--yes")

    assert again.code == 0
    assert len(lmo_tui.written) == 3
    assert "3 held it already." in again.err


def test_rows_that_were_taken_out_are_not_changed(lmo_tui: CommandLine, tmp_path: Path) -> None:
    file = Path(planned(lmo_tui, tmp_path))
    head, first, *_ = file.read_text().split("\n[[license]]")
    file.write_text(f"{head}\n[[license]]{first}")

    assert lmo_tui("apply", *HERE, str(file), "--yes").code == 0
    assert len(lmo_tui.written) == 1


def test_what_moved_since_is_left_out_and_the_rest_is_done(lmo_tui: CommandLine, tmp_path: Path) -> None:
    file = planned(lmo_tui, tmp_path)
    lmo_tui.world.repository.somebody_changes(license_id(2), seats=60)

    ran = lmo_tui("apply", *HERE, file, "--yes")

    assert ran.code == 1
    assert [lmo_tui.world.repository.holds(license_id(number)).seats for number in (1, 2, 3)] == [77, 60, 77]
    assert "Left out: L-00002 · Seats is 60 now, not 50 as when this was planned." in ran.err
    assert "2 saved, 1 left out." in ran.err


def test_a_dry_run_tells_all_and_changes_nothing(lmo_tui: CommandLine, tmp_path: Path) -> None:
    ran = lmo_tui("apply", *HERE, planned(lmo_tui, tmp_path), "--dry-run")

    assert ran.code == 0
    assert lmo_tui.written == []
    assert ran.out.splitlines()[-1] == "L-00001 · Globex Corporation · Seats 50 → 77"


def test_nobody_to_ask_and_no_yes_means_no(lmo_tui: CommandLine, tmp_path: Path) -> None:
    ran = lmo_tui("apply", *HERE, planned(lmo_tui, tmp_path))

    assert ran.code == 1
    assert lmo_tui.written == []
    assert "--yes" in ran.err


@pytest.mark.parametrize(("answer", "writes"), [("y\n", 3), ("n\n", 0), ("", 0)])
def test_a_person_is_asked(answer: str, writes: int, in_world: Typing, tmp_path: Path) -> None:
    lmo_tui = in_world(a_world(some(), somebody=True))

    lmo_tui("apply", *HERE, planned(lmo_tui, tmp_path), answers=answer)

    assert len(lmo_tui.written) == writes


@pytest.mark.parametrize(("typed", "writes"), [("acme-lmo\n", 26), ("y\n", 0), ("\n", 0)])
def test_more_than_25_want_the_name_of_the_org(typed: str, writes: int, in_world: Typing, tmp_path: Path) -> None:
    lmo_tui = in_world(a_world(some(26), somebody=True))

    lmo_tui("apply", *HERE, planned(lmo_tui, tmp_path), answers=typed)

    assert len(lmo_tui.written) == writes


def test_a_production_org_wants_to_be_opened(in_world: Typing, tmp_path: Path) -> None:
    lmo_tui = in_world(a_world(some(), OrgClass.PRODUCTION))
    file = planned(lmo_tui, tmp_path)

    closed = lmo_tui("apply", *HERE, file, "--yes")
    assert (closed.code, lmo_tui.written) == (1, [])
    assert lmo_tui("apply", *HERE, file, "--yes", "--unlock").code == 0
    assert len(lmo_tui.written) == 3


def test_a_plan_of_another_org_is_refused(lmo_tui: CommandLine, tmp_path: Path) -> None:
    file = Path(planned(lmo_tui, tmp_path))
    file.write_text(file.read_text().replace("00D5g0000000LMOEAK", "00D5g0000000XYZEA4"))

    ran = lmo_tui("apply", *HERE, str(file), "--yes")

    assert (ran.code, lmo_tui.written) == (1, [])
    assert "another org" in ran.err


@pytest.mark.parametrize("text", ["", "format = 1\n", "not toml", "format = 99\n"])
def test_what_is_no_plan_is_told_as_that(lmo_tui: CommandLine, tmp_path: Path, text: str) -> None:
    file = tmp_path / "plan.toml"
    file.write_text(text)

    ran = lmo_tui("apply", *HERE, str(file), "--yes")

    assert (ran.code, lmo_tui.written) == (2, [])
    assert "plan.toml is not a plan." in ran.err


def test_json_tells_every_license(lmo_tui: CommandLine, tmp_path: Path) -> None:
    file = planned(lmo_tui, tmp_path)
    lmo_tui.world.repository.somebody_changes(license_id(1), seats=60)
    lmo_tui.world.repository.fail("L-00002", RefusedError("A rule of the org refused it."))

    ran = lmo_tui("apply", *HERE, file, "--yes", "--json")

    assert ran.code == 1
    assert ran.json["counts"] == {
        "applied": 1,
        "refused": 1,
        "conflict": 0,
        "unknown": 0,
        "not begun": 0,
        "skipped": 1,
    }
    outcomes = {row["license"]: row["outcome"] for row in ran.json["licenses"]}
    assert outcomes == {"L-00001": "skipped", "L-00002": "refused", "L-00003": "applied"}
    assert ran.json["run"]


@pytest.mark.parametrize(
    ("error", "code"), [(SignedOutError("Your session is over."), 4), (UnreachableError("No more calls."), 3)]
)
def test_what_stops_the_run_gives_the_exit_code(
    lmo_tui: CommandLine, tmp_path: Path, error: SignedOutError, code: int
) -> None:
    file = planned(lmo_tui, tmp_path)
    lmo_tui.world.repository.fail("update_all", error, times=9)

    ran = lmo_tui("apply", *HERE, file, "--yes")

    assert ran.code == code
    assert error.headline in ran.err


def test_a_whole_run_is_taken_back_by_its_id(lmo_tui: CommandLine, tmp_path: Path) -> None:
    lmo_tui("apply", *HERE, planned(lmo_tui, tmp_path), "--yes")
    run = next(lmo_tui.world.journal.history()).run

    ran = lmo_tui("undo", *HERE, run[:8], "--yes")

    assert ran.code == 0
    assert {lmo_tui.world.repository.holds(license_id(number)).seats for number in (1, 2, 3)} == {50}
    entries = list(lmo_tui.world.journal.history())
    assert [entry.ending for entry in entries] == [Ending.APPLIED] * 6
    assert all(entry.undone_by for entry in entries[3:])


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", *SEATS),
        ("plan", "globex"),
        ("plan", "globex", "--license", "L-00001", *SEATS),
        ("plan", "globex", "--extend", "30d", "--expires", "eoy"),
        ("apply",),
        ("apply", "plan.toml", "--resume"),
    ],
)
def test_half_a_command_is_a_usage_error(lmo_tui: CommandLine, arguments: tuple[str, ...]) -> None:
    assert lmo_tui(arguments[0], *HERE, *arguments[1:]).code == 2


def test_single_licenses_can_be_named(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("plan", *HERE, "--license", "L-00001", "--license", "L-00003", "--extend", "30d")

    assert ran.code == 0
    assert ran.out.count("[[license]]") == 2
    assert "expires = { was = 2027-01-31, to = 2027-03-02 }" in ran.out


def test_nothing_that_may_be_changed_is_no_plan(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("plan", *HERE, "globex", "--seats", "50")

    assert (ran.code, ran.out) == (1, "")
    assert "There is nothing to change. 3 licenses have these values already." in ran.err


def test_nothing_is_resumed_where_nothing_was_interrupted(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("apply", *HERE, "--resume", "--yes")

    assert (ran.code, lmo_tui.written) == (1, [])
    assert "Nothing that was begun here" in ran.err
