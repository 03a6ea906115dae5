"""`history` on the command line."""

from datetime import timedelta

import pytest

from lmo_tui.domain.errors import NoAccessError
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.journal import Ended, Ending
from lmo_tui.domain.timeline import HistoryRow
from tests.cli.conftest import Typing
from tests.cli.world import CommandLine, FakeWorld
from tests.fakes.journal import an_entry
from tests.fakes.licenses import NOW, a_license
from tests.fakes.repository import with_licenses

HERE = ("--org", "demo")
AT = NOW - timedelta(days=10)


@pytest.fixture
def world() -> FakeWorld:
    """An org in which we gave a license ten seats, and before us Priya suspended and reactivated it."""
    license_ = a_license(42, seats=60, created=NOW - timedelta(days=100), modified=AT)
    world = FakeWorld(with_licenses([license_]))
    ours = an_entry("0a", at=AT, license_=license_, reason="CASE-7")
    world.journal.lines += [ours, Ended("0a", AT, Ending.APPLIED)]
    world.repository.histories[short_id(license_.id)] = [
        HistoryRow("017000000000001", NOW - timedelta(days=100), "LMA", "", "created"),
        HistoryRow("017000000000002", AT - timedelta(days=2), "Priya Nair", "", "status", "Active", "Suspended"),
        HistoryRow("017000000000003", AT - timedelta(days=1), "Priya Nair", "", "status", "Suspended", "Active"),
        HistoryRow("017000000000004", AT, "Dana Smith", ours.user_id, "seats", 50, 60),
    ]
    return world


def test_what_happened_is_told_once_newest_first(world: FakeWorld, in_world: Typing) -> None:
    ran = in_world(world)("history", *HERE, "L-00042")
    assert ran.code == 0
    title, head, *lines = ran.out.splitlines()
    assert title.startswith("L-00042 · ")
    assert head.split() == ["When", "Change", "Who", "Told", "by", "Reason"]
    assert ["Seats 50 → 60" in lines[0], "org+journal" in lines[0], "CASE-7" in lines[0]] == [True] * 3
    assert ["Suspended → Active" in lines[1], "Active → Suspended" in lines[2]] == [True] * 2
    told = in_world(world)("history", *HERE, "L-00042", "--json").json
    assert [each["told_by"] for each in told["events"][:2]] == [["org", "journal"], ["org"]]
    assert told["partial"] is None


def test_as_of_a_day_is_data_and_says_what_nobody_knows(world: FakeWorld, in_world: Typing) -> None:
    lmo_tui: CommandLine = in_world(world)
    then = lmo_tui("history", *HERE, "L-00042", "--as-of", "2026-11-12", "--json").json
    assert (then["status"], then["seats"], then["as_of"]) == ("Suspended", 50, "2026-11-12T22:59:59Z")
    assert then["unknown"]["used"] == "not tracked"
    assert "  Status      Suspended" in lmo_tui("history", *HERE, "L-00042", "--as-of", "2026-11-12").out
    for wrong, said in (("2030-01-01", "lies ahead"), ("soon", "is no day"), ("2020-01-01", "was not there yet")):
        ran = lmo_tui("history", *HERE, "L-00042", "--as-of", wrong)
        assert (ran.code, ran.out, said in ran.err) == (2, "", True), ran


def test_without_the_orgs_history_the_rest_is_told_and_why(world: FakeWorld, in_world: Typing) -> None:
    world.repository.fail("history", NoAccessError("It cannot be read."), times=2)
    ran = in_world(world)("history", *HERE, "L-00042")
    assert (ran.code, "CASE-7" in ran.out, "Priya" in ran.out) == (0, True, False)
    assert "It cannot be read. What else is known is here." in ran.err
    told = in_world(world)("history", *HERE, "L-00042", "--as-of", "2026-11-12", "--json").json
    assert (told["seats"], told["unknown"]["seats"]) == (None, "the org's history cannot be read")
