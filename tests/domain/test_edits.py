from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmo_tui.domain.access import Access
from lmo_tui.domain.edits import (
    effect,
    plan,
    statuses_offered,
    why_locked,
    why_not_expires,
    why_not_field,
    why_not_seats,
    why_not_status,
)
from lmo_tui.domain.errors import BadEntryError, LmoError, RefusedError
from lmo_tui.domain.licenses import LONGEST_TRIAL, MOST_SEATS, TRANSITIONS, Field, License, Status
from tests.fakes.licenses import TODAY, a_license
from tests.fakes.profile import many
from tests.fakes.strategies import dates, licenses, near_dates, seats, statuses

FREE: dict[str, Any] = {"license_type": "", "checkout": False, "unseen": frozenset()}
free_licenses = licenses().map(lambda each: replace(each, **FREE)).filter(lambda each: not each.uninstalled)
words = statuses | st.just("On Hold")
offers = st.none() | st.lists(words, max_size=4, unique=True).map(tuple)


def planned(license_: License, wanted: dict[Field, Any], **options: Any) -> Any:  # noqa: ANN401 - options of plan
    return plan(license_, wanted, **{"access": Access(), "offered": None, "today": TODAY} | options)


@pytest.mark.parametrize("origin", TRANSITIONS)
@pytest.mark.parametrize("status", Status)
def test_without_word_from_the_org_the_lmas_own_table_counts(origin: str, status: Status) -> None:
    license_ = a_license(status="Active" if origin == Status.EXPIRED else origin, license_status=origin)
    allowed = status in TRANSITIONS[origin] and status != license_.status
    assert (why_not_status(license_, status, None) is None) is allowed


@settings(max_examples=many(200))
@given(license_=licenses(), status=words, offered=offers)
def test_a_status_is_possible_only_if_offered_and_never_uninstalled(
    license_: License, status: str, offered: tuple[str, ...] | None
) -> None:
    reason = why_not_status(license_, status, offered)
    if reason is None:
        assert why_locked(license_) is None
        assert status != Status.UNINSTALLED
        assert status != license_.status
        assert status in statuses_offered(license_, offered)
    else:
        assert reason.endswith(".")


@given(license_=free_licenses, offered=st.lists(words, max_size=4, unique=True).map(tuple))
def test_what_the_org_offers_comes_before_our_table(license_: License, offered: tuple[str, ...]) -> None:
    wanted = [status for status in offered if status not in {license_.status, "Uninstalled"}]
    assert list(statuses_offered(license_, offered)) == wanted
    assert all(why_not_status(license_, status, offered) is None for status in wanted)


@given(
    license_=licenses(),
    wanted=st.fixed_dictionaries(
        {},
        optional={
            Field.STATUS: words,
            Field.SEATS: seats | st.integers(-9, MOST_SEATS * 2),
            Field.EXPIRES: st.none() | near_dates | dates,
        },
    ),
)
def test_a_plan_holds_exactly_the_differences_or_is_refused(license_: License, wanted: dict[Field, Any]) -> None:
    differing = {field for field in wanted if wanted[field] != license_.value_of(field)}
    try:
        edit = planned(license_, wanted)
    except LmoError as error:
        assert isinstance(error, RefusedError | BadEntryError)
        return
    assert {change.field for change in edit.changes} == differing
    assert differing
    assert why_locked(license_) is None
    for change in edit.changes:
        assert change.before == license_.value_of(change.field)
        assert change.after == wanted[change.field]
    after = {change.field: change.after for change in edit.changes}
    if after.get(Field.STATUS, license_.status) == Status.TRIAL and differing & {Field.STATUS, Field.EXPIRES}:
        until = after.get(Field.EXPIRES, license_.expires)
        assert isinstance(until, date)
        assert until <= TODAY + LONGEST_TRIAL


@pytest.mark.parametrize(
    ("locked", "word"),
    [
        (a_license(status="Uninstalled"), "customer removed the package"),
        (a_license(license_status="Uninstalled"), "customer removed the package"),
        (a_license(license_type="Read-Only"), "Read-Only"),
        (a_license(license_type="READ-ONLY"), "Read-Only"),
        (a_license(checkout=True), "AppExchange Checkout"),
    ],
)
@pytest.mark.parametrize(
    "wanted", [{Field.STATUS: "Active"}, {Field.STATUS: "Uninstalled"}, {Field.SEATS: 1}, {Field.EXPIRES: None}]
)
def test_a_locked_license_says_why_whatever_is_wanted(locked: License, word: str, wanted: dict[Field, Any]) -> None:
    assert word in str(why_locked(locked))
    for field in Field:
        assert why_not_field(locked, field, Access()) == why_locked(locked)
    with pytest.raises(RefusedError, match=word):
        planned(locked, wanted)


@pytest.mark.parametrize("field", Field)
def test_a_field_may_be_closed_to_this_user(field: Field) -> None:
    values: dict[Field, Any] = {Field.STATUS: "Suspended", Field.SEATS: 7, Field.EXPIRES: None}
    wanted = {field: values[field]}
    one = a_license()
    assert planned(one, wanted).changes[0].field is field
    for closed in (Access(frozenset(Field) - {field}), Access(object_updateable=False)):
        with pytest.raises(RefusedError):
            planned(one, wanted, access=closed)
    with pytest.raises(RefusedError, match="no access"):
        planned(replace(one, unseen=frozenset({field.value})), wanted)
    assert planned(one, wanted, access=Access(frozenset({field})))


@pytest.mark.parametrize("good", [None, 0, 1, MOST_SEATS])
def test_numbers_of_seats(good: int | None) -> None:
    assert why_not_seats(good) is None


@pytest.mark.parametrize("bad", [-1, MOST_SEATS + 1, True, False, "10", date(2027, 1, 1)])
def test_no_numbers_of_seats(bad: int | str | date) -> None:
    assert why_not_seats(bad)
    with pytest.raises(BadEntryError):
        planned(a_license(seats=50), {Field.SEATS: bad})


@given(ahead=st.integers(-100, 200))
def test_a_trial_ends_within_ninety_days(ahead: int) -> None:
    day = TODAY + timedelta(days=ahead)
    assert (why_not_expires(day, "Trial", TODAY) is None) is (ahead <= 90)
    assert why_not_expires(day, "Active", TODAY) is None


def test_a_trial_without_an_end_is_none() -> None:
    assert "must have an end" in str(why_not_expires(None, "Trial", TODAY))
    assert why_not_expires(None, "Active", TODAY) is None
    assert why_not_expires("soon", "Active", TODAY)
    expired = a_license(status="Active", license_status="Expired", expires=None)
    with pytest.raises(BadEntryError, match="must have an end"):
        planned(expired, {Field.STATUS: "Trial"})
    assert planned(expired, {Field.STATUS: "Trial", Field.EXPIRES: TODAY + timedelta(days=90)})


@pytest.mark.parametrize(
    ("license_", "wanted", "warning"),
    [
        (a_license(status="Trial"), {Field.STATUS: "Active"}, "cannot be undone"),
        (a_license(seats=50, used=38), {Field.SEATS: 37}, "38 seats are in use, more than the 37 that remain."),
        (a_license(), {Field.EXPIRES: TODAY - timedelta(days=1)}, "This date is past"),
        (
            a_license(status="Suspended", expires=date(2026, 11, 1)),
            {Field.STATUS: "Active"},
            "It stays expired since 2026-11-01",
        ),
    ],
)
def test_what_should_be_known_first_is_said(license_: License, wanted: dict[Field, Any], warning: str) -> None:
    (said,) = planned(license_, wanted).warnings
    assert warning in said


@pytest.mark.parametrize("wanted", [{Field.EXPIRES: TODAY}, {Field.SEATS: 38}, {Field.SEATS: None}])
def test_ordinary_changes_warn_of_nothing(wanted: dict[Field, Any]) -> None:
    assert planned(a_license(used=38), wanted).warnings == ()


def test_nothing_to_change_is_said() -> None:
    with pytest.raises(RefusedError, match="has these values already"):
        planned(a_license(), {Field.SEATS: 50, Field.STATUS: "Active"})


@pytest.mark.parametrize("status", Status)
def test_every_status_says_what_it_means_for_the_customer(status: Status) -> None:
    assert "Globex Corporation" in effect(a_license(), status)
    assert effect(License("", "", ""), status).endswith(".")
    assert effect(a_license(), "On Hold") == ""
