"""Writing to a License Management Org: one conditional PATCH of the changed fields, and the truth about its end."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from lmo_tui.demo.audit import CommitRecord
from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.domain.access import Access
from lmo_tui.domain.edits import Change, Edit, Value, plan
from lmo_tui.domain.errors import (
    ConflictError,
    LmoError,
    NoAccessError,
    RefusedError,
    SignedOutError,
    UnknownOutcomeError,
    UnreachableError,
)
from lmo_tui.domain.licenses import Field, License
from lmo_tui.salesforce.deadline import Timing
from lmo_tui.salesforce.repository import http_date, to_wire
from tests.demo.fixtures import TODAY, MakeDemoLmo, odd_license
from tests.salesforce.conftest import Open


def edit_of(license_: License, **wanted: Value) -> Edit:
    changes = {Field(name): value for name, value in wanted.items()}
    return plan(license_, changes, access=Access(), offered=None, today=TODAY)


def commits(lmo: DemoLmo) -> list[CommitRecord]:
    return [commit for commit in lmo.audit.commits if commit.by == "client"]


def test_only_what_changed_is_sent_under_the_condition_that_nobody_else_changed_it(
    demo_lmo: DemoLmo, open_lmo: Open
) -> None:
    repository = open_lmo(demo_lmo)
    before = repository.license(odd_license(demo_lmo, "over_used"))
    assert before.modified is not None
    repository.update(edit_of(before, seats=31, status=before.status), before.modified)
    (request,) = demo_lmo.audit.writes
    assert request.method == "PATCH"
    assert request.path.endswith(f"/sobjects/sfLma__License__c/{before.id}")
    assert json.loads(request.body) == {"sfLma__Seats__c": 31}
    assert request.header("If-Unmodified-Since") == http_date(before.modified)
    after = repository.license(before.id)
    assert after.seats == 31
    assert after.modstamp != before.modstamp


@pytest.mark.parametrize(
    ("case", "wanted", "sent"),
    [
        ("over_used", {"seats": None}, {"sfLma__Seats__c": -1}),
        ("over_used", {"expires": None}, {"sfLma__Expiration__c": None}),
        (
            "over_used",
            {"expires": date(2027, 3, 1), "seats": 0},
            {"sfLma__Expiration__c": "2027-03-01", "sfLma__Seats__c": 0},
        ),
        ("suspended", {"status": "Active"}, {"sfLma__Status__c": "Active"}),
    ],
)
def test_special_values_have_the_wires_own_form(
    case: str, wanted: dict[str, Value], sent: dict[str, object], demo_lmo: DemoLmo, open_lmo: Open
) -> None:
    repository = open_lmo(demo_lmo)
    before = repository.license(odd_license(demo_lmo, case))
    edit = Edit(
        before, tuple(Change(Field(name), before.value_of(Field(name)), value) for name, value in wanted.items())
    )
    repository.update(edit, None)
    (request,) = demo_lmo.audit.writes
    assert json.loads(request.body) == sent
    assert request.header("If-Unmodified-Since") is None
    after = repository.license(before.id)
    assert {name: after.value_of(Field(name)) for name in wanted} == wanted


def test_somebody_elses_change_is_a_conflict(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    before = repository.license(odd_license(demo_lmo, "over_used"))
    demo_lmo.change("sfLma__License__c", before.id, {"sfLma__Seats__c": 60})
    with pytest.raises(ConflictError):
        repository.update(edit_of(before, seats=31), before.modified)
    assert repository.license(before.id).seats == 60
    assert commits(demo_lmo) == []


@pytest.mark.parametrize(
    ("do", "kind", "committed"),
    [
        ("before-commit-drop", UnknownOutcomeError, 0),
        ("after-commit-drop", UnknownOutcomeError, 1),
        ("redirect-302", UnknownOutcomeError, None),
        ("html-200", UnknownOutcomeError, None),
        ("500", UnknownOutcomeError, 0),
        ("503", UnknownOutcomeError, 0),
        ("401", SignedOutError, 0),
        ("403", UnreachableError, 0),
        ("412", ConflictError, 0),
    ],
)
def test_each_end_of_a_write_is_told_as_it_is(
    do: str, kind: type[LmoError], committed: int | None, demo_lmo: DemoLmo, open_lmo: Open
) -> None:
    repository = open_lmo(demo_lmo)
    before = repository.license(odd_license(demo_lmo, "over_used"))
    demo_lmo.fault(do, "PATCH")
    with pytest.raises(LmoError) as caught:
        repository.update(edit_of(before, seats=31), before.modified)
    assert type(caught.value) is kind
    assert len(demo_lmo.audit.writes) == 1
    if committed is not None:
        assert len(commits(demo_lmo)) == committed
    now = 31 if commits(demo_lmo) else before.seats
    assert repository.license(before.id).seats == now


@pytest.mark.parametrize(("times", "sent", "committed"), [(2, 3, 1), (None, 3, 0)])
def test_a_row_that_somebody_else_is_saving_is_tried_twice_more(
    times: int | None, sent: int, committed: int, demo_lmo: DemoLmo, open_lmo: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lmo_tui.salesforce.transport._BACKOFF", 0.0)
    repository = open_lmo(demo_lmo)
    before = repository.license(odd_license(demo_lmo, "over_used"))
    demo_lmo.fault("lock", "PATCH", times=times)
    if committed:
        repository.update(edit_of(before, seats=31), before.modified)
    else:
        with pytest.raises(UnreachableError, match="Somebody else is saving"):
            repository.update(edit_of(before, seats=31), before.modified)
    assert [request.header("If-Unmodified-Since") for request in demo_lmo.audit.writes] == [
        http_date(before.modified or datetime.now(UTC))
    ] * sent
    assert len(commits(demo_lmo)) == committed


def test_a_write_that_hangs_is_unknown_though_it_may_be_applied_later(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo, timing=Timing(read=30, whole=0.4))
    before = repository.license(odd_license(demo_lmo, "over_used"))
    demo_lmo.fault("hang", "PATCH", ms=60_000)
    with pytest.raises(UnknownOutcomeError) as caught:
        repository.update(edit_of(before, seats=31), before.modified)
    assert "in time" in caught.value.detail
    assert len(demo_lmo.audit.writes) == 1


def test_a_rule_of_the_org_is_quoted(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    before = repository.license(odd_license(demo_lmo, "deactivated_proxy"))
    seats = 31 if before.seats != 31 else 32
    with pytest.raises(RefusedError) as caught:
        repository.update(Edit(before, (Change(Field.SEATS, before.seats, seats),)), before.modified)
    assert "proxy user" in caught.value.detail.casefold()


@pytest.mark.parametrize("profile", ["read-only", "no-edit-fls"])
def test_a_user_without_the_right_is_told(profile: str, make_demo_lmo: MakeDemoLmo, open_lmo: Open) -> None:
    lmo = make_demo_lmo(Options(profile=profile))
    repository = open_lmo(lmo)
    before = repository.license(odd_license(lmo, "over_used"))
    with pytest.raises(NoAccessError):
        repository.update(edit_of(before, seats=31), before.modified)
    assert commits(lmo) == []


def test_a_locked_connection_sends_nothing(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo, may_write=lambda: False)
    before = repository.license(odd_license(demo_lmo, "over_used"))
    with pytest.raises(RefusedError, match="read-only"):
        repository.update(edit_of(before, seats=31), before.modified)
    assert demo_lmo.audit.writes == []


def test_a_reading_within_the_second_of_a_change_is_too_fresh_to_write_on(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    key = odd_license(demo_lmo, "over_used")
    demo_lmo.clock.stand()
    repository = open_lmo(demo_lmo)
    assert not repository.is_too_fresh(repository.license(key))
    demo_lmo.change("sfLma__License__c", key, {"sfLma__Seats__c": 60})
    assert repository.is_too_fresh(repository.license(key))
    demo_lmo.clock.advance(1)
    # What the server's clock says is known from the answer before: this one may still be of the second before.
    assert repository.is_too_fresh(repository.license(key))
    assert not repository.is_too_fresh(repository.license(key))


def test_an_edit_without_changes_is_not_sent(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    before = repository.license(odd_license(demo_lmo, "over_used"))
    with pytest.raises(RefusedError):
        repository.update(Edit(before, ()), before.modified)
    assert demo_lmo.audit.writes == []


def test_values_and_dates_as_the_wire_wants_them() -> None:
    assert to_wire(Field.SEATS, None) == -1
    assert to_wire(Field.SEATS, 0) == 0
    assert to_wire(Field.EXPIRES, None) is None
    assert to_wire(Field.EXPIRES, date(2027, 1, 31)) == "2027-01-31"
    assert to_wire(Field.STATUS, "Active") == "Active"
    noon = datetime(2026, 11, 24, 12, 0, 59, 999_000, UTC)
    assert http_date(noon) == "Tue, 24 Nov 2026 12:00:59 GMT"
    assert http_date(noon.astimezone(timezone(timedelta(hours=14)))) == "Tue, 24 Nov 2026 12:00:59 GMT"
    assert http_date(noon.replace(tzinfo=None)) == "Tue, 24 Nov 2026 12:00:59 GMT"
