"""`log` on the command line."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from lmo_tui.cli.journaling import parse_since
from lmo_tui.domain.edits import Change
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.journal import Ended, Ending
from lmo_tui.domain.licenses import Field
from tests.cli.world import CommandLine
from tests.fakes.journal import an_entry
from tests.fakes.licenses import NOW, a_license, license_id

HERE = ("--org", "demo")
DAY = timedelta(days=1)


@pytest.fixture
def journal(lmo_tui: CommandLine) -> CommandLine:
    """A command line with three changes in the journal: one refused, one undone by a third; and one of another org."""
    status = (Change(Field.STATUS, "Active", "Suspended"),)
    elsewhere = replace(an_entry("0d", at=NOW - 9 * DAY), org_id="00D5g0000000OTHEAK", org_name="Other LMO")
    refused = an_entry("0a", at=NOW - 8 * DAY, license_=a_license(1), reason="CASE-1")
    lines = (
        (elsewhere, Ending.APPLIED, ""),
        (refused, Ending.REFUSED, "Seats must be even."),
        (an_entry("0b", at=NOW - 2 * DAY, changes=status, reason="CASE-2"), Ending.APPLIED, ""),
        (an_entry("0c", at=NOW - DAY, changes=status, undoes="0b"), Ending.APPLIED, ""),
    )
    for entry, ending, detail in lines:
        lmo_tui.world.journal.lines += [entry, Ended(entry.id, entry.at, ending, detail)]
    return lmo_tui


def ids(ran: object) -> list[str]:
    """The entries of a run, by their ids."""
    return [each["id"] for each in getattr(ran, "json")]  # noqa: B009 - a run


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((), ["0c", "0b", "0a", "0d"]),
        (HERE, ["0c", "0b", "0a"]),
        (("--limit", "2"), ["0c", "0b"]),
        (("--license", "l-00001"), ["0a"]),
        (("--license", license_id(42)), ["0c", "0b", "0d"]),
        (("--since", "7d"), ["0c", "0b"]),
        (("--since", "2026-11-23"), ["0c"]),
        (("--outcome", "refused"), ["0a"]),
        (("--outcome", "refused", "--outcome", "Conflict"), ["0a"]),
        (("case-1",), ["0a"]),
        (("seats", "even"), ["0a"]),
        (("other lmo",), ["0d"]),
        (("undone",), ["0b"]),
        (("nothing like it",), []),
    ],
)
def test_entries_come_newest_first_and_only_those_meant(
    journal: CommandLine, arguments: tuple[str, ...], found: list[str]
) -> None:
    ran = journal("log", *arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ids(ran) == found


def test_without_an_org_nothing_is_asked_of_any(journal: CommandLine) -> None:
    assert journal("log").code == 0
    assert journal.world.opened == []


def test_an_entry_in_json(journal: CommandLine) -> None:
    lines = journal("log", "--jsonl", "undone").out.splitlines()
    assert len(lines) == 1
    (entry,) = journal("log", "--json", "undone").json
    assert entry == {
        "id": "0b",
        "at": "2026-11-22T13:00:00Z",
        "org_id": "00D5g0000000LMOEAK",
        "org_name": "Acme LMO",
        "org_class": "demo",
        "user_id": "0055g0000000US1AAA",
        "user_name": "Dana Smith",
        "license_id": license_id(42),
        "license": "L-00042",
        "changes": [{"field": "status", "before": "Active", "after": "Suspended"}],
        "reason": "CASE-2",
        "outcome": "applied",
        "detail": "",
        "ended": "2026-11-22T13:00:00Z",
        "undoes": None,
        "undone_by": "0c",
        "run": None,
    }


def test_a_table_for_people(journal: CommandLine) -> None:
    ran = journal("log", *HERE)
    title, newest, undone, refused = ran.out.splitlines()
    assert title.split() == ["Entry", "When", "License", "Ended", "Change", "User", "Org", "Reason"]
    assert "applied" in newest
    assert "undo of 0b: Status Active → Suspended" in newest
    assert "undone" in undone
    assert refused.split()[0] == "0a"
    assert "refused" in refused
    assert ran.err == "3 changes\n"


def test_what_is_not_known_of_an_orgs_changes_is_found_out_first(journal: CommandLine) -> None:
    journal.world.journal.lines += [
        an_entry("0e", at=NOW - DAY, license_=a_license(1)),
        an_entry("0f", at=NOW - DAY, license_=a_license(2)),
    ]
    ran = journal("log", *HERE, "--license", "L-00001", "--json")
    assert ran.err == "L-00001: checked, Seats 60 was not saved.\n"
    assert [(each["id"], each["outcome"]) for each in ran.json] == [("0e", "refused"), ("0a", "refused")]
    assert [entry.id for entry in journal.world.journal.unsettled()] == ["0f"]
    assert journal.written == []


@pytest.mark.parametrize(
    "arguments", [("--since", "soon"), ("--outcome", "lost"), ("--json", "--jsonl"), ("--limit", "-1")]
)
def test_what_means_nothing_is_a_wrong_usage(journal: CommandLine, arguments: tuple[str, ...]) -> None:
    assert journal("log", *arguments).code == 2


def test_since_is_a_day_or_an_amount_of_time() -> None:
    assert parse_since("", NOW) is None
    assert parse_since("12h", NOW) == NOW - timedelta(hours=12)
    assert parse_since("-4w", NOW) == NOW - timedelta(weeks=4)
    assert parse_since("today", NOW) == NOW.replace(hour=0)
    assert parse_since("2026-11-01", NOW) == datetime(2026, 11, 1, tzinfo=NOW.tzinfo)
    assert parse_since("2026-11-01T10:30z", NOW) == datetime.fromisoformat("2026-11-01T10:30+00:00")
    with pytest.raises(BadEntryError, match="is no point in time"):
        parse_since("yesterday", NOW)
