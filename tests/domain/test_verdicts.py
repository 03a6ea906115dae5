from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given

from lmo_tui.domain.licenses import License
from lmo_tui.domain.verdict_rules import RULES
from lmo_tui.domain.verdicts import WORDS, CanUse, VerdictKind, verdict
from lmo_tui.tui.commands import COMMANDS
from tests.fakes.licenses import TODAY, a_license
from tests.fakes.strategies import licenses


@given(license_=licenses())
def test_every_license_has_one_headline_and_is_never_fine_when_anything_blocks(license_: License) -> None:
    said, unseen = verdict(license_, TODAY), license_.unseen
    assert said.sentence.endswith(".")
    assert "\n" not in said.sentence
    assert said.can_use is next(rule.can_use for rule in RULES if rule.kind is said.kind)
    blocking = (
        license_.uninstalled,
        license_.status == "Suspended",
        license_.license_status == "Expired",
        license_.lapsed(TODAY) and "expires" not in unseen,
        license_.org_status == "DELETED",
    )
    if any(blocking):
        assert said.can_use is CanUse.NO
    doubts = (
        license_.status == "Expired",
        license_.org_status in {"PENDING_DELETE", "SUSPENDED", "HOLD"},
        license_.org_status == "TRIAL" and license_.org_trial_ends == "2026-11-23",
        license_.seats is not None and (license_.used or 0) >= license_.seats and "seats" not in unseen,
        bool(unseen & {"status", "expires"}),
        license_.statuses_differ,
    )
    assert (said.can_use is CanUse.YES) is not any((*blocking, *doubts))
    assert ("They cannot get in" in said.sentence) is (said.can_use is CanUse.NO)


def test_each_kind_is_told_by_one_rule_with_a_field_an_action_and_a_word() -> None:
    kinds = [rule.kind for rule in RULES]
    assert sorted([*kinds, VerdictKind.REPLACED]) == sorted(VerdictKind) == sorted(WORDS)
    assert all(rule.action in COMMANDS and hasattr(a_license(), rule.field) for rule in RULES)


@pytest.mark.parametrize(
    ("given_", "can_use", "sentence"),
    [
        ({}, CanUse.YES, "They can get in until 2027-01-31 (68 days), 38 of 50 seats used."),
        ({"expires": None}, CanUse.YES, "They can get in: it does not expire, 38 of 50 seats used."),
        ({"expires": TODAY}, CanUse.YES, "They can get in until tonight, 38 of 50 seats used."),
        (
            {"expires": TODAY + timedelta(days=1), "seats": None, "used": 0},
            CanUse.YES,
            "They can get in until 2026-11-25 (1 day), site license.",
        ),
        (
            {"seats": None, "used": 1200},
            CanUse.YES,
            "They can get in until 2027-01-31 (68 days), site license, 1,200 users.",
        ),
        (
            {"expires": date(2026, 11, 23)},
            CanUse.NO,
            "They cannot get in: it expired on 2026-11-23, 1 day ago.",
        ),
        ({"status": "Suspended"}, CanUse.NO, "They cannot get in: the license is Suspended."),
        ({"status": "Uninstalled"}, CanUse.NO, "They cannot get in: the package was uninstalled."),
        ({"license_status": "Expired"}, CanUse.NO, "They cannot get in: License Status is Expired."),
        ({"seats": 25, "used": 30}, CanUse.PERHAPS, "Some may be stopped: 30 of 25 seats used, 5 too many."),
        ({"seats": 10, "used": 10}, CanUse.PERHAPS, "New users cannot get in: all 10 seats are used."),
        ({"seats": 0, "used": 0}, CanUse.PERHAPS, "Nobody can be given a seat: it has none."),
        ({"org_status": "DELETED"}, CanUse.NO, "They cannot get in: their org is DELETED."),
        ({"org_status": "hold"}, CanUse.PERHAPS, "The license is in force, but their org is on hold."),
        (
            {"org_status": "TRIAL", "org_trial_ends": "2026-11-01"},
            CanUse.PERHAPS,
            "The license is in force, but the trial of their org itself ended on 2026-11-01.",
        ),
        (
            {"status": "Trial", "expires": date(2026, 12, 2)},
            CanUse.YES,
            "They can get in until 2026-12-02 (8 days), then the trial ends; 38 of 50 seats used.",
        ),
        ({"status": "Paused"}, CanUse.PERHAPS, "Nobody can tell: Status is Paused, which is none of the LMA's."),
        (
            {"license_status": "Trial"},
            CanUse.PERHAPS,
            "Status is Active, License Status still Trial: the LMA has not caught up.",
        ),
    ],
)
def test_known_cases(given_: dict[str, Any], can_use: CanUse, sentence: str) -> None:
    said = verdict(a_license(**given_), TODAY)
    assert (said.can_use, said.sentence) == (can_use, sentence)


def test_an_uninstalled_license_points_to_the_live_one() -> None:
    gone = a_license(4, status="Uninstalled")
    assert verdict(gone, TODAY, a_license(5)).sentence.endswith("L-00005 is the live license of this org.")
    said = verdict(gone, TODAY, a_license(5))
    assert (said.kind, said.action, said.target) == (VerdictKind.REPLACED, "go", "L-00005")
    assert "L-00005" not in verdict(a_license(4), TODAY, a_license(5)).sentence


@pytest.mark.parametrize(
    ("hidden", "sentence"),
    [
        ({"seats"}, "They can get in until 2027-01-31 (68 days), no access to seats."),
        ({"used"}, "They can get in until 2027-01-31 (68 days), 50 seats."),
        ({"expires"}, "Nobody can tell with your permissions: no access to expires."),
    ],
)
def test_what_this_user_may_not_see_is_not_taken_for_empty(hidden: set[str], sentence: str) -> None:
    emptied: dict[str, Any] = dict.fromkeys(hidden)
    license_ = a_license(unseen=frozenset(hidden), **emptied)
    assert verdict(license_, TODAY).sentence == sentence
