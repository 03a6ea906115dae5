"""`undo` on the command line."""

from datetime import timedelta

import pytest

from lmo_tui.domain.errors import UnreachableError
from lmo_tui.domain.journal import Ended, Ending
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.ports import Step
from tests.cli.conftest import Typing
from tests.cli.world import CommandLine, a_world
from tests.fakes.journal import an_entry
from tests.fakes.licenses import NOW, a_license, license_id

HERE = ("--org", "demo")


def changed(lmo_tui: CommandLine, name: str = "L-00001", *change: str) -> None:
    assert lmo_tui("set", *HERE, name, *(change or ("--seats", "60", "--reason", "CASE-7"))).code == 0


def test_a_change_is_taken_back_and_its_undo_too(lmo_tui: CommandLine) -> None:
    changed(lmo_tui)
    ran = lmo_tui("undo", *HERE, "entry-1", "--reason", "CASE-8")
    assert (ran.code, ran.out) == (0, "L-00001 · Seats 60 → 50 · read back 14:00:00\n")
    assert "Dana Smith: CASE-7" in ran.err
    assert "Change L-00001 · Stark Industries · in acme-lmo DEMO" in ran.err
    again = lmo_tui("undo", *HERE, "entry-1")
    assert (again.code, again.out) == (1, "")
    assert "has been undone already" in again.err
    redo = lmo_tui("undo", *HERE, "L-00001", "--json")
    assert redo.code == 0
    assert redo.json["changes"] == [{"field": "seats", "before": 50, "after": 60}]
    assert [entry.undoes for entry in lmo_tui.world.journal.history()] == ["entry-2", "entry-1", ""]
    assert [reason for _, _, reason in lmo_tui.world.journal.intents] == ["CASE-7", "CASE-8", ""]


def test_without_a_name_it_is_the_newest_change_and_needs_a_yes(lmo_tui: CommandLine) -> None:
    changed(lmo_tui)
    changed(lmo_tui, "L-00005", "--status", "Suspended")
    ran = lmo_tui("undo", *HERE)
    assert (ran.code, ran.out) == (2, "")
    assert "--yes" in ran.err
    assert lmo_tui("undo", *HERE, "--yes").code == 0
    assert lmo_tui.world.repository.holds(license_id(5)).status == "Active"
    assert lmo_tui.world.repository.holds(license_id(1)).seats == 60


@pytest.mark.parametrize(("answers", "code", "seats"), [("y\n", 0, 50), ("n\n", 1, 60)])
def test_a_person_is_asked(in_world: Typing, answers: str, code: int, seats: int) -> None:
    lmo_tui = in_world(a_world(somebody=True))
    assert lmo_tui("set", *HERE, "L-00001", "--seats", "60", "--yes").code == 0
    assert lmo_tui("undo", *HERE, answers=answers).code == code
    assert lmo_tui.world.repository.holds(license_id(1)).seats == seats


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nothing-like-it", "holds no entry nothing-like-it"),
        ("L-00002", "No saved change of L-00002 by you"),
        ("refused", "nothing to undo"),
        ("gone", "is Uninstalled"),
        ("lost", "There is no license"),
        ("elsewhere", "in another org"),
    ],
)
def test_what_cannot_be_undone_says_why_and_writes_nothing(lmo_tui: CommandLine, name: str, reason: str) -> None:
    journal = lmo_tui.world.journal
    for entry in (
        an_entry("refused", license_=a_license(1)),
        an_entry("gone", license_=a_license(4)),
        an_entry("lost", license_=a_license(999)),
        an_entry("elsewhere", license_=a_license(1)),
    ):
        ending = Ending.REFUSED if entry.id == "refused" else Ending.APPLIED
        journal.lines += [entry, Ended(entry.id, NOW, ending)]
    last = journal.lines[-2]
    object.__setattr__(last, "org_id", "00D5g0000000OTHEAK")
    ran = lmo_tui("undo", *HERE, name)
    assert (ran.code, ran.out) == (1, "")
    assert reason in ran.err
    assert lmo_tui.written == []
    assert journal.steps == []


def test_nothing_to_undo(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("undo", *HERE, "--yes", "--json")
    assert ran.code == 1
    assert ran.json["outcome"] == "refused"
    assert "Nothing to undo" in ran.err


def test_what_is_not_known_is_settled_before_it_is_undone(lmo_tui: CommandLine) -> None:
    lmo_tui.world.repository.somebody_changes(license_id(1), by="Dana Smith", seats=60)
    lmo_tui.world.journal.lines.append(an_entry("open", at=NOW - timedelta(hours=1), license_=a_license(1)))
    ran = lmo_tui("undo", *HERE, "open")
    assert ran.code == 0
    assert ran.err.startswith("L-00001: checked, Seats 60 was saved.\n")
    assert lmo_tui.world.journal.steps == [Step.APPLIED, Step.INTENDED, Step.APPLIED]
    assert lmo_tui.written == [{"seats": 50}]


def test_production_stays_closed_without_a_word(in_world: Typing) -> None:
    lmo_tui = in_world(a_world(org_class=OrgClass.PRODUCTION))
    assert lmo_tui("set", *HERE, "L-00001", "--seats", "60", "--unlock").code == 0
    ran = lmo_tui("undo", *HERE, "L-00001")
    assert ran.code == 1
    assert "closed for writing" in ran.err
    assert lmo_tui("undo", *HERE, "L-00001", "--read-only", "--unlock").code == 1
    assert lmo_tui("undo", *HERE, "L-00001", "--unlock").code == 0
    assert lmo_tui.written == [{"seats": 60}, {"seats": 50}]


def test_an_org_that_does_not_answer_is_worth_another_try(lmo_tui: CommandLine) -> None:
    changed(lmo_tui)
    lmo_tui.world.repository.fail("license", UnreachableError("No answer."))
    ran = lmo_tui("undo", *HERE, "entry-1")
    assert ran.code == 3
