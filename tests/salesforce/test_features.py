"""Feature parameters over the wire, against the demo LMO: all of them by REST, and nothing that cannot be seen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.domain.errors import NotThereError
from lmo_tui.domain.feature_ports import FeatureRepository, FeatureRow, content_of
from lmo_tui.domain.feature_rules import plan_feature
from lmo_tui.domain.features import Direction, FeatureAccess, FeatureContent, Kind
from lmo_tui.domain.ids import long_id
from lmo_tui.salesforce import features
from lmo_tui.salesforce.features import parameter_of, patch_of, rows_of
from tests.demo.fixtures import MakeDemoLmo, odd_license
from tests.fakes.features import a_parameter, a_value
from tests.fakes.licenses import a_license
from tests.salesforce.conftest import Open

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
BOOLEAN = "sfFma__FeatureParameterBoolean__c"

OpenFeatures = Callable[..., tuple[DemoLmo, FeatureRepository]]


@pytest.fixture
def at(make_demo_lmo: MakeDemoLmo, open_lmo: Open) -> OpenFeatures:
    def start(profile: str = "admin") -> tuple[DemoLmo, FeatureRepository]:
        lmo = make_demo_lmo(Options(profile=profile))
        return lmo, open_lmo(lmo, may_write=lambda: False).features()

    return start


def everything(repository: FeatureRepository) -> list[FeatureRow]:
    """All that a load brings."""
    batches, rows = repository.everything(), list[FeatureRow]()
    while some := batches.take():
        rows += [row for batch in some for row in batch.rows]
    return rows


def held(lmo: DemoLmo, kind: Kind) -> int:
    found = lmo.value(f"SELECT count(*) FROM sfFma__FeatureParameter{kind}__c WHERE NOT IsDeleted")  # noqa: S608 - a kind
    return int(str(found))


def test_every_parameter_of_both_directions_and_all_types(at: OpenFeatures) -> None:
    _lmo, repository = at()
    found = repository.parameters()
    assert {(each.kind, each.direction) for each in found} == {(kind, way) for kind in Kind for way in Direction}
    (dunning,) = (each for each in found if each.name == "Dunning_Emails")
    assert (dunning.namespace, dunning.introduced, dunning.kind) == ("acmebill", "1.0", Kind.BOOLEAN)
    assert not dunning.is_metric


@pytest.mark.parametrize("worth", [10_000, 30], ids=["one after the other", "side by side"])
def test_every_value_comes_once(at: OpenFeatures, monkeypatch: pytest.MonkeyPatch, worth: int) -> None:
    monkeypatch.setattr(features, "WORTH_A_SPAN", worth)
    lmo, repository = at()
    rows = everything(repository)
    assert len(rows) == len({row.id for row in rows}) == repository.count() == sum(held(lmo, kind) for kind in Kind)
    assert not any("jobs" in request.path for request in lmo.audit.requests)
    sentinels = [row for row in rows if row.content == -1]
    assert sentinels
    assert any(row.content is None for row in rows)


def test_one_license_is_read_by_a_call_for_each_type(at: OpenFeatures) -> None:
    lmo, repository = at()
    license_id = odd_license(lmo, "over_used")
    repository.access()
    before = len(lmo.audit.requests)
    rows = repository.of_license(license_id)
    assert len(lmo.audit.requests) - before == 3
    assert {row.license for row in rows} == {license_id[:15]}
    assert sorted(rows) == sorted(row for row in everything(repository) if row.license == license_id[:15])
    with pytest.raises(NotThereError):
        repository.of_license("' OR Id != '")


def test_values_have_their_types(at: OpenFeatures) -> None:
    lmo, repository = at()
    kinds = {each.id[:15]: each.kind for each in repository.parameters()}
    for row in repository.of_license(odd_license(lmo, "over_used")):
        kind = kinds[row.parameter]
        sql = f"SELECT sfFma__Value__c FROM sfFma__FeatureParameter{kind}__c WHERE substr(Id, 1, 15) = ?"  # noqa: S608 - a kind
        found = lmo.value(sql, row.id)
        content = content_of(kind, row.content)
        expected: FeatureContent = None
        if found is not None:
            expected = date.fromisoformat(str(found)) if kind is Kind.DATE else int(float(str(found)))
        assert content == (bool(expected) if kind is Kind.BOOLEAN else expected)


def test_what_moved_and_what_went(at: OpenFeatures) -> None:
    lmo, repository = at()
    everything(repository)
    today = datetime(2026, 11, 24, tzinfo=UTC)  # Nothing of the seed is as young.
    key = str(lmo.value("SELECT Id FROM sfFma__FeatureParameterBoolean__c WHERE sfFma__Value__c = 0 LIMIT 1"))
    gone = str(lmo.value("SELECT Id FROM sfFma__FeatureParameterBoolean__c WHERE Id <> ? LIMIT 1", key))
    assert not any(delta.rows or delta.newest for delta in repository.changed_since(today))
    lmo.change(BOOLEAN, key, {"sfFma__Value__c": True})
    lmo.delete(BOOLEAN, gone)
    before = len(lmo.audit.requests)
    deltas = list(repository.changed_since(today))
    assert len(lmo.audit.requests) - before == 3
    ((changed,),) = [delta.rows for delta in deltas if delta.rows]
    ((deleted,),) = [delta.deleted for delta in deltas if delta.deleted]
    assert (changed.id, changed.content) == (key[:15], 1)
    assert deleted.id == gone[:15]
    assert datetime.fromisoformat(max(delta.newest for delta in deltas)) >= today


def test_an_org_without_the_app_says_so_and_nothing_more_is_asked(at: OpenFeatures) -> None:
    lmo, repository = at("no-fma")
    assert repository.access() == FeatureAccess(missing=True)
    before = len(lmo.audit.requests)
    assert repository.parameters() == []
    assert repository.count() == 0
    assert everything(repository) == []
    assert list(repository.changed_since(BEGINNING)) == []
    assert repository.of_license(odd_license(lmo, "over_used")) == []
    assert len(lmo.audit.requests) == before


def test_what_this_user_may_do(at: OpenFeatures) -> None:
    assert at()[1].access() == FeatureAccess()
    assert at("read-only-fma")[1].access().updateable == frozenset()
    assert at("read-only-fma")[1].access().readable == frozenset(Kind)


def test_a_type_that_cannot_be_seen_is_left_out(at: OpenFeatures) -> None:
    lmo, repository = at("no-fma-dates")
    assert repository.access().readable == {Kind.BOOLEAN, Kind.INTEGER}
    assert len(everything(repository)) == held(lmo, Kind.BOOLEAN) + held(lmo, Kind.INTEGER)


@pytest.mark.parametrize(
    ("kind", "after", "wire"),
    [
        (Kind.BOOLEAN, True, True),
        (Kind.INTEGER, 12, 12),
        (Kind.INTEGER, None, None),
        (Kind.DATE, date(2027, 1, 31), "2027-01-31"),
    ],
)
def test_a_change_is_one_field_of_the_right_object(kind: Kind, after: FeatureContent, wire: object) -> None:
    parameter = a_parameter(kind=kind)
    value = a_value(a_license().id, parameter, 7 if after is None else None)
    name, key, fields = patch_of(plan_feature(a_license(), parameter, value, after, FeatureAccess()))
    assert (name, key, fields) == (f"sfFma__FeatureParameter{kind}__c", long_id(value.id), {"sfFma__Value__c": wire})
    assert type(fields["sfFma__Value__c"]) is type(wire)


RECORD = {
    "Id": "a0A5g0000000001AAA",
    "Name": "FP-0001",
    "sfFma__Package__c": "0335g0000000PK1",
    "sfFma__FullName__c": "APXT_Redlining__Monthly_Active_Users",
    "sfFma__DataType__c": "Integer",
    "sfFma__DataFlowDirection__c": "Subscriber to LMO",
    "sfFma__IntroducedInPackageVersion__c": "6.1",
}


def test_a_namespace_that_is_not_told_is_that_of_the_name() -> None:
    found = parameter_of(RECORD)
    assert found is not None
    assert (found.namespace, found.name) == ("APXT_Redlining", "Monthly_Active_Users")


def test_a_type_of_the_future_is_left_out() -> None:
    assert parameter_of({**RECORD, "sfFma__DataType__c": "Text"}) is None


def test_hostile_names_are_harmless() -> None:
    found = parameter_of({**RECORD, "sfFma__FullName__c": "ns__\x1b[2JA\u202e", "Name": "\x07"})
    assert found is not None
    assert all(ord(each) > 31 for each in found.full_name + found.code)


VALUE = {
    "Id": "a0C5g0000000001AAA",
    "sfFma__License__c": "a0L5g0000000001AAA",
    "sfFma__FeatureParameter__c": "a0A5g0000000001AAA",
    "sfFma__Value__c": 12.0,
    "LastModifiedDate": "2026-11-20T08:30:00.000+0000",
}


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (Kind.INTEGER, {"sfFma__Value__c": 1.5}),
        (Kind.INTEGER, {"sfFma__Value__c": 1e18}),
        (Kind.INTEGER, {"sfFma__Value__c": True}),
        (Kind.DATE, {"sfFma__Value__c": 12}),
        (Kind.BOOLEAN, {"sfFma__Value__c": 2}),
        (Kind.INTEGER, {"Id": None}),
        (Kind.INTEGER, {"sfFma__License__c": "nobody"}),
        (Kind.INTEGER, {"LastModifiedDate": 5}),
    ],
)
def test_what_cannot_be_a_value_is_none(kind: Kind, change: dict[str, object]) -> None:
    assert rows_of([VALUE], Kind.INTEGER)[0].content == 12
    with pytest.raises(ValueError, match=r"."):
        rows_of([{**VALUE, **change}], kind)


def test_a_checkbox_never_takes_nothing(at: OpenFeatures) -> None:
    assert at()[1].access() == replace(FeatureAccess(), nullable=frozenset({Kind.INTEGER, Kind.DATE}))
