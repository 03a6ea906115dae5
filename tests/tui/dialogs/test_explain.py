from collections.abc import Mapping
from datetime import date

import pytest

from lmo_tui.domain.access import Access
from lmo_tui.domain.edits import Edit, Value, plan
from lmo_tui.domain.licenses import Field, License
from lmo_tui.tui.dialogs.explain import Plan, as_typed, read_expiry, read_extension, read_seats
from tests.fakes.licenses import TODAY, a_license


def planner(license_: License) -> Plan:
    def planned(wanted: Mapping[Field, Value]) -> Edit:
        return plan(license_, wanted, access=Access(), offered=None, today=TODAY)

    return planned


@pytest.mark.parametrize(
    ("typed", "said", "wrong", "changes"),
    [
        ("50", "= 50 seats, as it is now", False, False),
        ("60", "= 60 seats, +10.", False, True),
        ("1,000", "= 1,000 seats, +950.", False, True),
        ("30", "= 30 seats, -20. 38 seats are in use, more than the 30 that remain.", False, True),
        ("0", "= 0 seats, -50. 38 seats are in use, more than the 0 that remain.", False, True),
        ("site", "= a site license: any number of users.", False, True),
        ("", "No seats were given. Type a whole number, or site for a site license.", True, False),
        ("-1", "“-1” is not a number of seats. Type a whole number, or site for a site license.", True, False),
        ("99000001", "Seats go from 0 to 99,000,000.", True, False),
    ],
)
def test_seats(typed: str, said: str, *, wrong: bool, changes: bool) -> None:
    license_ = a_license()
    reading = read_seats(typed, license_, planner(license_))

    assert (reading.text, reading.wrong, reading.changes) == (said, wrong, changes)


@pytest.mark.parametrize(
    ("typed", "begins", "wrong"),
    [
        ("2027-01-31", "= 2027-01-31, a Sunday, as it is now", False),
        ("+30d", "= 2026-12-24, a Thursday, -38 d from its present end.", False),
        ("eoy", "= 2026-12-31, a Thursday, -31 d", False),
        ("2026-11-01", "= 2026-11-01, a Sunday, -91 d from its present end. This date is past", False),
        ("never", "= it never expires.", False),
        ("", "No expiry was given", True),
        ("tomorrow", "“tomorrow” is not a date", True),
        ("2027-02-31", "There is no day 31 in 2027-02", True),
    ],
)
def test_expiry(typed: str, begins: str, *, wrong: bool) -> None:
    license_ = a_license()
    reading = read_expiry(typed, license_, planner(license_), TODAY)

    assert reading.text.startswith(begins)
    assert reading.wrong is wrong


def test_a_trial_without_end_is_explained() -> None:
    trial = a_license(status="Trial", expires=date(2026, 12, 2))
    reading = read_expiry("never", trial, planner(trial), TODAY)

    assert reading.wrong
    assert reading.text.startswith("A trial must have an end")


@pytest.mark.parametrize(
    ("expires", "typed", "begins", "wrong"),
    [
        (date(2026, 12, 2), "22d", "= 2026-12-24, a Thursday, +22 d from its present end.", False),
        (date(2026, 11, 1), "1w", "= 2026-12-01, a Tuesday, +30 d from its present end.", False),
        (date(2026, 12, 2), "", "No amount was given", True),
        (date(2026, 12, 2), "2027-01-01", "“2027-01-01” is not an amount of time", True),
        (None, "30d", "This license does not expire", True),
    ],
)
def test_extension(expires: date | None, typed: str, begins: str, *, wrong: bool) -> None:
    license_ = a_license(expires=expires)
    reading = read_extension(typed, license_, planner(license_), TODAY)

    assert reading.text.startswith(begins)
    assert reading.wrong is wrong


@pytest.mark.parametrize(
    ("field", "value", "typed"),
    [
        (Field.SEATS, None, "site"),
        (Field.SEATS, 0, "0"),
        (Field.EXPIRES, None, "never"),
        (Field.EXPIRES, date(2027, 1, 31), "2027-01-31"),
    ],
)
def test_a_value_reads_as_what_it_is_when_it_is_typed_back(field: Field, value: Value, typed: str) -> None:
    assert as_typed(field, value) == typed
    license_ = a_license(42, **{field.value: value})
    read = read_seats(typed, license_, planner(license_)) if field is Field.SEATS else None
    reading = read or read_expiry(typed, license_, planner(license_), TODAY)
    assert (reading.value, reading.changes, reading.wrong) == (value, False, False)
