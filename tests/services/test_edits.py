"""What can be changed, and that nothing else ever reaches the org."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmo_tui.domain.access import Access
from lmo_tui.domain.edits import Change, Edit, why_locked
from lmo_tui.domain.errors import BadEntryError, LmoError, RefusedError, UnreachableError
from lmo_tui.domain.licenses import MOST_SEATS, TRANSITIONS, Field, License
from lmo_tui.domain.orgs import STARTS_READ_ONLY, OrgClass
from lmo_tui.services.edits import Kind
from tests.fakes.licenses import RECORD_TYPES, TODAY, a_license
from tests.fakes.profile import many
from tests.fakes.repository import FakeRepository, an_org, with_licenses
from tests.fakes.strategies import licenses, near_dates, seats, statuses
from tests.fakes.workbench import MemoryJournal, a_connected_workbench, a_workbench


def _opened(license_: License) -> License:
    """The same license without what locks it: else hardly an example would reach the org."""
    status = license_.status if license_.status in {"Trial", "Active"} else "Suspended"
    free: dict[str, Any] = {"license_status": status, "license_type": "", "checkout": False, "unseen": frozenset()}
    return replace(license_, status=status, record_type_id=RECORD_TYPES[status], **free)


some_licenses = licenses() | licenses().map(_opened) | licenses().map(_opened)
org_classes = st.just(OrgClass.DEMO) | st.just(OrgClass.SANDBOX) | st.sampled_from(OrgClass)
accesses = st.just(Access()) | st.builds(
    Access,
    updateable=st.frozensets(st.sampled_from(Field)) | st.just(frozenset(Field)),
    object_updateable=st.sampled_from((True, True, True, False)),
)
odd_seats = seats | seats | st.integers(-5, -1) | st.just(MOST_SEATS + 1) | st.booleans()
wishes = st.fixed_dictionaries(
    {},
    optional={
        Field.STATUS: statuses | st.just("Nonsense"),
        Field.SEATS: odd_seats,
        Field.EXPIRES: st.none() | near_dates,
    },
)


@settings(max_examples=many(150))
@given(
    license_=some_licenses,
    wanted=wishes,
    access=accesses,
    org_class=org_classes,
    read_only=st.sampled_from((False, False, False, True)),
    by_hand=st.booleans(),
)
def test_nothing_that_a_rule_forbids_reaches_the_org(
    license_: License,
    wanted: dict[Field, Any],
    access: Access,
    org_class: OrgClass,
    read_only: bool,
    by_hand: bool,
) -> None:
    repository = FakeRepository([license_], an_org(org_class), access)
    journal = MemoryJournal()
    asyncio.run(_try(repository, journal, license_, wanted, read_only=read_only, by_hand=by_hand))
    if not repository.updates:
        return
    assert not read_only
    assert org_class not in STARTS_READ_ONLY
    assert why_locked(license_) is None
    ((sent, unmodified_since),) = repository.updates
    assert unmodified_since == license_.modified
    for change in sent.changes:
        assert isinstance(change.field, Field)
        assert access.why_not(change.field) is None
        assert change.field not in license_.unseen
        assert change.after == wanted[change.field]
        assert change.before == license_.value_of(change.field) != change.after
        _assert_allowed(license_, change, wanted)
    assert [step.value for step in journal.steps] == ["intended", "applied"]


async def _try(
    repository: FakeRepository,
    journal: MemoryJournal,
    license_: License,
    wanted: dict[Field, Any],
    *,
    read_only: bool,
    by_hand: bool,
) -> None:
    bench = await a_connected_workbench(repository, journal=journal, read_only=read_only)
    try:
        edit = bench.edits.plan(license_, wanted)
    except LmoError:
        if not by_hand:
            return
        edit = Edit(license_, tuple(Change(each, license_.value_of(each), wanted[each]) for each in wanted))
    await bench.edits.save(edit)


def _assert_allowed(license_: License, change: Change, wanted: dict[Field, Any]) -> None:
    if change.field is Field.STATUS:
        assert change.after in TRANSITIONS[license_.license_status or license_.status]
    elif change.field is Field.SEATS:
        assert change.after is None or (isinstance(change.after, int) and 0 <= change.after <= MOST_SEATS)
    elif wanted.get(Field.STATUS, license_.status) == "Trial":
        assert isinstance(change.after, date)
        assert change.after <= TODAY + timedelta(days=90)


async def test_every_status_is_listed_with_its_reason() -> None:
    bench = await a_connected_workbench()
    listed = dict(bench.edits.statuses(a_license(1)))
    assert list(listed) == ["Trial", "Active", "Suspended", "Uninstalled"]
    assert listed["Suspended"] is None
    assert listed["Active"] == "L-00001 is Active already."
    assert listed["Trial"] == "An Active license can only go to Suspended."
    assert listed["Uninstalled"] == "Only the customer's own uninstall leads here."


async def test_a_status_of_the_orgs_own_is_listed_last() -> None:
    repository = with_licenses([a_license(1)])
    repository.offers[RECORD_TYPES["Active"]] = ("Active", "Suspended", "On Hold")
    bench = await a_connected_workbench(repository)
    assert bench.edits.statuses(a_license(1))[-1] == ("On Hold", None)


async def test_with_the_gate_closed_no_status_can_be_chosen() -> None:
    bench = await a_connected_workbench(with_licenses([a_license(1)], OrgClass.PRODUCTION))
    reasons = dict(bench.edits.statuses(a_license(1)))
    assert reasons["Suspended"] == "acme-lmo is a production org: press U to open it for writing."
    assert all(reasons.values())


@pytest.mark.parametrize(
    ("license_", "access", "org_class", "connected", "word"),
    [
        (a_license(1, status="Uninstalled"), Access(frozenset()), OrgClass.PRODUCTION, False, "Uninstalled"),
        (a_license(1, license_type="read-only"), Access(), OrgClass.DEMO, True, "Read-Only"),
        (a_license(1, checkout=True), Access(), OrgClass.DEMO, True, "Checkout"),
        (a_license(1), Access(object_updateable=False), OrgClass.PRODUCTION, False, "may not edit licenses"),
        (a_license(1), Access(frozenset()), OrgClass.PRODUCTION, False, "Status is read-only for your user"),
        (a_license(1), Access(), OrgClass.PRODUCTION, False, "production org"),
        (a_license(1), Access(), OrgClass.DEMO, False, "not connected"),
    ],
)
async def test_the_first_reason_is_told(
    license_: License, access: Access, org_class: OrgClass, connected: bool, word: str
) -> None:
    bench = a_workbench(repository=FakeRepository([license_], an_org(org_class), access))
    if connected:
        await bench.session.connect()
    reason = bench.edits.why_not(license_)
    assert reason is not None
    assert word in reason
    with pytest.raises(RefusedError) as refused:
        bench.edits.plan(license_, {Field.STATUS: "Suspended"})
    assert word in str(refused.value)
    outcome = await bench.edits.save(Edit(license_, (Change(Field.STATUS, license_.status, "Suspended"),)))
    assert outcome.kind is Kind.REFUSED
    assert word in str(outcome.error)


async def test_one_field_may_be_closed_while_another_is_open() -> None:
    one = a_license(1)
    bench = await a_connected_workbench(FakeRepository([one], an_org(), Access(frozenset({Field.SEATS}))))
    assert bench.edits.why_not(one) is None
    assert bench.edits.why_not(one, Field.SEATS) is None
    assert "Expires is read-only" in str(bench.edits.why_not(one, Field.EXPIRES))
    outcome = await bench.edits.save(Edit(one, (Change(Field.EXPIRES, one.expires, None),)))
    assert outcome.kind is Kind.REFUSED
    assert "Expires is read-only" in str(outcome.error)


async def test_a_field_that_this_user_does_not_see_is_not_changed() -> None:
    hidden = a_license(1, seats=None, unseen=frozenset({"seats"}))
    bench = await a_connected_workbench(with_licenses([hidden]))
    assert "no access to Seats" in str(bench.edits.why_not(hidden, Field.SEATS))
    assert bench.edits.why_not(hidden) is None


async def test_a_wrong_value_is_a_bad_entry_and_a_wrong_status_a_refusal() -> None:
    one = a_license(1)
    bench = await a_connected_workbench(with_licenses([one]))
    with pytest.raises(BadEntryError, match="Seats go from 0"):
        bench.edits.plan(one, {Field.SEATS: MOST_SEATS + 1})
    with pytest.raises(RefusedError, match="can only go to Suspended"):
        bench.edits.plan(one, {Field.STATUS: "Trial"})
    with pytest.raises(RefusedError, match="already"):
        bench.edits.plan(one, {Field.SEATS: one.seats})


async def test_a_lost_connection_refuses_until_it_is_back() -> None:
    one = a_license(1)
    repository = with_licenses([one])
    bench = await a_connected_workbench(repository)
    edit = bench.edits.plan(one, {Field.SEATS: 60})
    await bench.session.close()
    assert (await bench.edits.save(edit)).kind is Kind.REFUSED
    repository.fail("connect", UnreachableError("No answer."))
    await bench.session.connect()
    assert (await bench.edits.save(edit)).kind is Kind.REFUSED
    await bench.session.connect()
    assert (await bench.edits.save(edit)).kind is Kind.APPLIED
