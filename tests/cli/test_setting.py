from datetime import date, timedelta

import pytest

from lmo_tui.domain.access import Access
from lmo_tui.domain.errors import ConflictError, NoAccessError, UnknownOutcomeError, UnreachableError
from lmo_tui.domain.licenses import SITE, Field
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.ports import Step
from tests.cli.conftest import Typing
from tests.cli.world import CommandLine, a_world
from tests.fakes.journal import an_entry
from tests.fakes.licenses import NOW, a_license, license_id

HERE = ("--org", "demo")


def test_only_what_is_named_is_changed_and_the_value_read_back_is_told(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("set", *HERE, "L-00001", "--status", "suspended", "--reason", "CASE-7")
    assert ran.code == 0
    assert lmo_tui.written == [{"status": "Suspended"}]
    assert ran.out == "L-00001 · Status Active → Suspended · read back 14:00:00\n"
    assert "Change L-00001 · Stark Industries · in acme-lmo DEMO" in ran.err
    assert lmo_tui.world.journal.steps == [Step.INTENDED, Step.APPLIED]
    assert lmo_tui.world.journal.intents[0][2] == "CASE-7"


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (("--seats", "60"), {"seats": 60}),
        (("--seats", "0"), {"seats": 0}),
        (("--seats", "site"), {"seats": None}),
        (("--expires", "never"), {"expires": None}),
        (("--expires", "2028-02-29"), {"expires": date(2028, 2, 29)}),
        (("--expires", "eoy"), {"expires": date(2026, 12, 31)}),
        (("--expires", "+30d"), {"expires": date(2026, 12, 24)}),
        (("--extend", "30d"), {"expires": date(2027, 3, 2)}),
        (("--status", "Suspended", "--seats", "99,000,000"), {"status": "Suspended", "seats": 99_000_000}),
        (("--seats", "50", "--status", "Suspended"), {"status": "Suspended"}),
    ],
)
def test_every_way_to_say_a_value(lmo_tui: CommandLine, arguments: tuple[str, ...], written: dict[str, object]) -> None:
    assert lmo_tui("set", *HERE, "L-00001", *arguments).code == 0
    assert lmo_tui.written == [written]


@pytest.mark.parametrize("name", ["L-00001", "l-00001", license_id(1), license_id(1)[:15]])
def test_a_license_is_named_by_number_or_by_id(lmo_tui: CommandLine, name: str) -> None:
    assert lmo_tui("set", *HERE, name, "--seats", "7").code == 0
    assert lmo_tui.world.repository.holds(license_id(1)).seats == 7


def test_json_tells_the_outcome_with_the_license_as_it_is_now(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("set", *HERE, "L-00001", "--seats", "site", "--expires", "2027-06-30", "--json")
    assert ran.code == 0
    assert list(ran.json) == ["outcome", "license", "changes", "error"]
    assert ran.json["outcome"] == "applied"
    assert ran.json["error"] is None
    assert ran.json["license"]["seats"] is None
    assert ran.json["license"]["expires"] == "2027-06-30"
    assert ran.json["changes"] == [
        {"field": "seats", "before": 50, "after": None},
        {"field": "expires", "before": "2027-01-31", "after": "2027-06-30"},
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--seats", "many"), "“many” is not a number of seats."),
        (("--seats", ""), "No seats were given."),
        (("--seats", str(SITE)), "“-1” is not a number of seats."),
        (("--seats", "1.5"), "“1.5” is not a number of seats."),
        (("--seats", "99000001"), "Seats go from 0 to 99,000,000."),
        (("--expires", "2027-02-31"), "There is no day 31 in 2027-02."),
        (("--expires", ""), "No expiry was given."),
        (("--expires", "soon"), "“soon” is not a date."),
        (("--expires", "1970-01-01"), "The year 1970 is out of range."),
        (("--extend", "a while"), "“a while” is not an amount of time."),
        (("--extend", "0d"), "Zero is no extension."),
        (("--status", "Asleep"), "“Asleep” is not a status."),
        (("--status", ""), "“” is not a status."),
        (("--extend", "30d", "--expires", "never"), "--expires and --extend both set the expiry"),
        ((), "Nothing to change"),
    ],
)
def test_a_wrong_entry_is_one_sentence_before_anything_is_connected(
    lmo_tui: CommandLine, arguments: tuple[str, ...], sentence: str
) -> None:
    ran = lmo_tui("set", *HERE, "L-00001", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err
    assert lmo_tui.world.opened == []


@pytest.mark.parametrize(
    ("name", "arguments", "reason"),
    [
        ("L-00004", ("--status", "Active"), "is Uninstalled"),
        ("L-00004", ("--seats", "5"), "is Uninstalled"),
        ("L-00010", ("--expires", "never"), "is Uninstalled"),
        ("L-00014", ("--seats", "5"), "License Type Read-Only"),
        ("L-00015", ("--seats", "5"), "AppExchange Checkout"),
        ("L-00001", ("--status", "Trial"), "can only go to Suspended"),
        ("L-00001", ("--status", "Uninstalled"), "own uninstall"),
        ("L-00001", ("--status", "Active"), "has these values already"),
        ("L-00003", ("--extend", "30d"), "does not expire"),
        ("L-99999", ("--seats", "5"), "There is no license L-99999"),
        ("no-such", ("--seats", "5"), "There is no license no-such"),
        ("", ("--seats", "5"), "No license was named"),
    ],
)
def test_what_is_refused_is_never_written_and_says_why(
    lmo_tui: CommandLine, name: str, arguments: tuple[str, ...], reason: str
) -> None:
    ran = lmo_tui("set", *HERE, name, *arguments)
    assert (ran.code, ran.out) == (1, "")
    assert reason in ran.err
    assert len(ran.err.splitlines()) == 1
    assert lmo_tui.written == []
    assert lmo_tui.world.journal.steps == []


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [(("--expires", "+91d"), "at most"), (("--expires", "never"), "a trial must have an end")],
)
def test_a_trial_has_its_own_limits(lmo_tui: CommandLine, arguments: tuple[str, ...], reason: str) -> None:
    ran = lmo_tui("set", *HERE, "L-00002", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert reason in ran.err.casefold()
    assert lmo_tui.written == []


def test_a_refusal_in_json_is_an_outcome(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("set", *HERE, "L-00004", "--status", "Active", "--json")
    assert ran.code == 1
    assert ran.json["outcome"] == "refused"
    assert ran.json["license"]["locked"] is True
    assert ran.json["changes"] == []
    assert "Uninstalled" in ran.json["error"]["headline"]
    gone = lmo_tui("set", *HERE, "L-99999", "--status", "Active", "--json")
    assert (gone.code, gone.json["license"]) == (1, None)


def test_a_field_that_the_user_may_not_change_is_refused(lmo_tui: CommandLine) -> None:
    lmo_tui.world.repository.permitted = Access(updateable=frozenset({Field.SEATS}))
    ran = lmo_tui("set", *HERE, "L-00001", "--status", "Suspended")
    assert ran.code == 1
    assert "read-only for your user" in ran.err
    assert lmo_tui("set", *HERE, "L-00001", "--seats", "51").code == 0
    assert lmo_tui.written == [{"seats": 51}]


def test_read_only_cannot_be_unlocked(in_world: Typing) -> None:
    lmo_tui = in_world(a_world(org_class=OrgClass.PRODUCTION))
    ran = lmo_tui("--read-only", "set", *HERE, "L-00001", "--seats", "5", "--unlock")
    assert ran.code == 1
    assert "--read-only" in ran.err
    assert lmo_tui.written == []


@pytest.mark.parametrize("org_class", [OrgClass.PRODUCTION, OrgClass.UNKNOWN])
def test_production_stays_closed_without_unlock_where_nobody_can_be_asked(
    in_world: Typing, org_class: OrgClass
) -> None:
    lmo_tui = in_world(a_world(org_class=org_class))
    ran = lmo_tui("set", *HERE, "L-00001", "--seats", "5", "--yes")
    assert (ran.code, ran.out) == (1, "")
    assert "--unlock" in ran.err
    assert "Modify License" in ran.err
    assert lmo_tui.written == []


def test_unlock_opens_production_for_this_command_and_records_the_consent(in_world: Typing) -> None:
    lmo_tui = in_world(a_world(org_class=OrgClass.PRODUCTION))
    assert lmo_tui("set", *HERE, "L-00001", "--seats", "5", "--unlock").code == 0
    assert lmo_tui.written == [{"seats": 5}]
    assert lmo_tui.world.journal.steps == [Step.CONSENT, Step.INTENDED, Step.APPLIED]
    assert lmo_tui("set", *HERE, "L-00001", "--seats", "6").code == 1


def test_a_person_is_asked_with_the_org_and_before_and_after(in_world: Typing) -> None:
    lmo_tui = in_world(a_world(somebody=True))
    ran = lmo_tui("set", *HERE, "L-00001", "--seats", "5", answers="y\n")
    assert ran.code == 0
    assert "Change L-00001 · Stark Industries · in acme-lmo DEMO" in ran.err
    assert "Seats 50 → 5" in ran.err
    assert "38 seats are in use" in ran.err
    assert ran.out == "L-00001 · Seats 50 → 5 · read back 14:00:00\n"


@pytest.mark.parametrize("answer", ["n\n", "\n"])
def test_a_person_who_does_not_say_yes_changes_nothing(in_world: Typing, answer: str) -> None:
    lmo_tui = in_world(a_world(somebody=True))
    ran = lmo_tui("set", *HERE, "L-00001", "--seats", "5", answers=answer)
    assert (ran.code, ran.out) == (1, "")
    assert lmo_tui.written == []


def test_a_person_who_goes_away_interrupts(in_world: Typing) -> None:
    lmo_tui = in_world(a_world(somebody=True))
    assert lmo_tui("set", *HERE, "L-00001", "--seats", "5", answers="").code == 130
    assert lmo_tui.written == []


@pytest.mark.parametrize("flag", ["--yes", "--no-input"])
def test_nothing_is_asked_when_told_so(in_world: Typing, flag: str) -> None:
    lmo_tui = in_world(a_world(somebody=True))
    ran = lmo_tui("set", *HERE, "L-00001", "--seats", "5", flag)
    assert ran.code == 0
    assert "Save?" not in ran.err


def test_a_person_may_open_production_by_answering(in_world: Typing) -> None:
    lmo_tui = in_world(a_world(org_class=OrgClass.PRODUCTION, somebody=True))
    ran = lmo_tui("set", *HERE, "L-00001", "--seats", "5", answers="y\ny\n")
    assert ran.code == 0
    assert "Modify License" in ran.err
    assert lmo_tui.world.journal.steps[0] == Step.CONSENT
    assert lmo_tui("set", *HERE, "L-00001", "--seats", "6", answers="n\n").code == 1
    assert len(lmo_tui.written) == 1


def test_another_persons_change_is_a_conflict(lmo_tui: CommandLine) -> None:
    repository = lmo_tui.world.repository
    repository.before["license"] = lambda: repository.somebody_changes(license_id(1), seats=60)
    ran = lmo_tui("set", *HERE, "L-00001", "--seats", "5", "--json")
    assert ran.code == 1
    assert ran.json["outcome"] == "conflict"
    assert ran.json["license"]["seats"] == 60
    assert "Priya Nair changed Seats to 60" in ran.json["error"]["detail"]
    assert lmo_tui.written == []


def test_a_conflict_found_by_the_org_is_told_in_words(lmo_tui: CommandLine) -> None:
    lmo_tui.world.repository.fail("update", ConflictError("Somebody was faster."))
    ran = lmo_tui("set", *HERE, "L-00001", "--seats", "5")
    assert (ran.code, ran.out) == (1, "")
    assert "Somebody was faster." in ran.err


def test_a_lost_answer_that_was_applied_is_found_by_reading(lmo_tui: CommandLine) -> None:
    lmo_tui.world.repository.fail("update", UnknownOutcomeError("The answer was lost."), committed=True)
    ran = lmo_tui("set", *HERE, "L-00001", "--seats", "5", "--json")
    assert (ran.code, ran.json["outcome"]) == (0, "applied")


def test_a_lost_answer_that_stays_unknown_is_not_retryable_by_a_script(lmo_tui: CommandLine) -> None:
    lmo_tui.world.repository.fail("update", UnknownOutcomeError("The answer was lost."))
    ran = lmo_tui("set", *HERE, "L-00001", "--seats", "5", "--json")
    assert (ran.code, ran.json["outcome"]) == (1, "unknown")
    assert ran.json["error"]["retryable"] is False
    assert "not confirmed" in ran.err


def test_what_was_saved_and_could_not_be_read_back_is_told_as_just_that(lmo_tui: CommandLine) -> None:
    repository = lmo_tui.world.repository
    lost = UnreachableError("The connection broke.")
    repository.before["update"] = lambda: repository.fail("license", lost)
    ran = lmo_tui("set", *HERE, "L-00001", "--seats", "5", "--json")
    assert (ran.code, ran.json["outcome"], ran.json["license"]) == (0, "applied", None)
    assert ran.json["error"]["headline"] == "The connection broke."
    repository.before["update"] = lambda: repository.fail("license", lost)
    assert lmo_tui("set", *HERE, "L-00001", "--seats", "6").out.endswith("saved, but it could not be read back\n")


def test_a_permission_that_is_missing_at_the_last_moment_ends_with_login(lmo_tui: CommandLine) -> None:
    lmo_tui.world.repository.fail("update", NoAccessError("Your user may not do this."))
    ran = lmo_tui("set", *HERE, "L-00001", "--seats", "5")
    assert (ran.code, ran.out) == (4, "")


def test_no_connection_is_retryable(lmo_tui: CommandLine) -> None:
    lmo_tui.world.repository.fail("license_named", UnreachableError("The org did not answer."))
    ran = lmo_tui("set", *HERE, "L-00001", "--seats", "5", "--json")
    assert (ran.code, ran.out) == (3, "")


def test_a_full_disk_stops_the_write_before_it_is_sent(lmo_tui: CommandLine) -> None:
    lmo_tui.world.journal.full = True
    ran = lmo_tui("set", *HERE, "L-00001", "--seats", "5")
    assert (ran.code, ran.out) == (1, "")
    assert "journal" in ran.err
    assert lmo_tui.written == []


def test_what_is_open_of_the_license_is_settled_first(lmo_tui: CommandLine) -> None:
    hour_ago = NOW - timedelta(hours=1)
    lmo_tui.world.journal.lines += [an_entry(f"e{n}", at=hour_ago, license_=a_license(n)) for n in (1, 2)]
    ran = lmo_tui("set", *HERE, "L-00001", "--seats", "7")
    assert ran.code == 0
    assert ran.err.splitlines()[0] == "L-00001: checked, Seats 60 was not saved."
    assert "L-00002" not in ran.err
    assert lmo_tui.world.journal.steps == [Step.REFUSED, Step.INTENDED, Step.APPLIED]


@pytest.mark.parametrize(("org_class", "told"), [(OrgClass.SANDBOX, 1), (OrgClass.DEVELOPER, 1), (OrgClass.DEMO, 0)])
def test_the_first_write_in_an_org_tells_salesforces_advice(in_world: Typing, org_class: OrgClass, told: int) -> None:
    typed = in_world(a_world(org_class=org_class))
    ran = typed("set", *HERE, "L-00001", "--seats", "60")
    assert (ran.code, ran.err.count("Salesforce advises")) == (0, told)
    assert typed.world.journal.steps == [Step.CONSENT] * told + [Step.INTENDED, Step.APPLIED]
