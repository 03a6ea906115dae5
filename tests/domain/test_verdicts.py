from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given

from lmo_tui.domain.licenses import License
from lmo_tui.domain.verdicts import CanUse, verdict
from tests.fakes.licenses import TODAY, a_license
from tests.fakes.strategies import licenses


@given(license_=licenses())
def test_every_license_has_one_sentence_that_fits_its_state(license_: License) -> None:
    said = verdict(license_, TODAY)
    assert said.sentence.endswith(".")
    assert "\n" not in said.sentence
    stopped = (
        license_.uninstalled
        or license_.status == "Suspended"
        or license_.license_status == "Expired"
        or license_.lapsed(TODAY)
    )
    assert (said.can_use is CanUse.NO) is stopped
    assert ("cannot get in" in said.sentence.lower()) >= stopped


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
        ({"org_status": "DELETED"}, CanUse.PERHAPS, "The license is fine, but their org is DELETED."),
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
