"""The value of a parameter over the wire: one conditional PATCH of the value field of the right junction object."""

import json
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmo_tui.demo.server import DemoLmo
from lmo_tui.domain.edits import Change, Edit
from lmo_tui.domain.errors import ConflictError, LmoError, NotThereError
from lmo_tui.domain.feature_rules import kind_of, plan_feature
from lmo_tui.domain.features import Feature, FeatureContent, FeatureField, Kind
from lmo_tui.domain.ids import long_id, short_id
from lmo_tui.domain.ports import LicenseRepository
from lmo_tui.domain.subjects import LicenseFeature
from lmo_tui.salesforce.repository import http_date
from tests.demo.fixtures import odd_license
from tests.salesforce.conftest import Open
from tests.torture.scene import PARAMETERS

METRICS = {
    Kind.BOOLEAN: "acmebill__Gateway_Connected",
    Kind.INTEGER: "acmebill__Active_Billing_Users",
    Kind.DATE: "acmebill__First_Invoice_Sent",
}
"""A metric of each type."""


def held(lmo: DemoLmo, repository: LicenseRepository, kind: Kind, name: str = "") -> LicenseFeature:
    """A parameter of this type of one of the seed's licenses, as the org has it now."""
    license_id = odd_license(lmo, "over_used")
    rows = repository.features().of_license(license_id)
    parameters = {short_id(each.id): each for each in repository.features().parameters()}
    wanted = name or PARAMETERS[kind]
    for row in rows:
        parameter = parameters[row.parameter]
        if parameter.full_name == wanted:
            return repository.feature(license_id, FeatureField(row.parameter, wanted, kind, row.id))
    raise AssertionError(wanted)


@pytest.mark.parametrize(
    ("kind", "after", "sent"),
    [
        (Kind.BOOLEAN, True, True),
        (Kind.INTEGER, 12, 12),
        (Kind.INTEGER, None, None),
        (Kind.DATE, date(2027, 1, 31), "2027-01-31"),
        (Kind.DATE, None, None),
    ],
)
def test_one_patch_of_the_value_field_under_a_condition(
    demo_lmo: DemoLmo, open_lmo: Open, kind: Kind, after: FeatureContent, sent: object
) -> None:
    repository = open_lmo(demo_lmo)
    before = held(demo_lmo, repository, kind)
    assert before.modified is not None
    assert before.modified_by
    feature = before.feature
    edit = plan_feature(before.license, feature.parameter, feature.value, after, before.access)
    repository.update(edit, before.modified)
    (request,) = demo_lmo.audit.writes
    assert (request.method, request.status) == ("PATCH", 204)
    assert request.path.endswith(f"/sobjects/sfFma__FeatureParameter{kind}__c/{long_id(before.id)}")
    assert json.loads(request.body) == {"sfFma__Value__c": sent}
    assert request.header("If-Unmodified-Since") == http_date(before.modified)
    now = held(demo_lmo, repository, kind)
    assert now.feature.content == after
    with pytest.raises(ConflictError):
        repository.update(edit, before.modified.replace(year=2020))


def test_several_of_one_type_are_read_in_one_call_each_with_its_parameter(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    rows = list(repository.features().of_license(odd_license(demo_lmo, "over_used")))
    before = len(demo_lmo.audit.requests)
    found = repository.features().those(Kind.BOOLEAN, [each.id for each in rows if each.id.startswith("a0B")])
    assert len(demo_lmo.audit.requests) == before + 1
    assert {each.parameter.kind for each in found} == {Kind.BOOLEAN}
    assert any(each.parameter.is_metric for each in found)
    assert all(each.value and each.value.parameter_id == short_id(each.parameter.id) for each in found)
    assert repository.features().those(Kind.BOOLEAN, ["a0B5g0000000000"]) == []


def test_a_record_of_another_license_is_not_taken_for_this_ones(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    field = held(demo_lmo, repository, Kind.BOOLEAN).feature.field
    assert field is not None
    with pytest.raises(NotThereError, match="is not one of"):
        repository.feature(odd_license(demo_lmo, "checkout"), field)


contents = st.one_of(
    *(st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.dates(), st.text(max_size=5), st.floats())
)


def test_the_wire_takes_no_value_of_another_type_and_no_metric_however_it_was_planned(
    demo_lmo: DemoLmo, open_lmo: Open
) -> None:
    """Edits that no rule has seen: the last door before the org is shut as well."""
    repository, created = open_lmo(demo_lmo), len(demo_lmo.audit.commits)
    subjects = [held(demo_lmo, repository, kind, name) for kind in Kind for name in ("", METRICS[kind])]

    @settings(max_examples=60, deadline=None)
    @given(subject=st.sampled_from(subjects), after=contents, together=st.booleans())
    def tried(subject: LicenseFeature, after: FeatureContent, together: bool) -> None:
        feature, sent = subject.feature, len(demo_lmo.audit.writes)
        assert feature.field is not None
        edit = Edit(subject.license, (Change(feature.field, feature.content, after),), feature=feature)
        with suppress(ValueError, LmoError):
            if together:
                repository.update_all([edit])
            else:
                repository.update(edit, None)
        for request in demo_lmo.audit.writes[sent:]:
            assert request.method == "PATCH"
            assert not feature.parameter.is_metric
            kind = feature.parameter.kind
            assert kind_of(after) is kind or (after is None and kind is not Kind.BOOLEAN)
            assert not isinstance(after, int) or abs(after) < 10**18

    tried()
    ours = [each for each in demo_lmo.audit.commits[created:] if each.by == "client"]
    assert ours, "nothing was written at all: this test tries nothing"
    assert {each.object for each in ours} <= {f"sfFma__FeatureParameter{kind}__c" for kind in Kind}
    changed = {name for each in ours for name, value in each.after.items() if each.before.get(name) != value}
    assert changed <= {"sfFma__Value__c", "LastModifiedDate", "LastModifiedById", "SystemModstamp"}


def test_nothing_but_a_change_of_the_value_is_a_patch(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    whole = held(demo_lmo, repository, Kind.BOOLEAN)
    other = FeatureField("a0A5g0000000001", "x__y", Kind.BOOLEAN, "a0B5g0000000001")
    for feature, field in ((Feature(whole.feature.parameter), other), (whole.feature, other)):
        with pytest.raises(ValueError, match="not a change"):
            repository.update(Edit(whole.license, (Change(field, False, True),), feature=feature), None)
    assert demo_lmo.audit.writes == []


def test_values_come_with_their_licenses_in_one_call_or_in_two_where_the_query_would_be_too_long(
    demo_lmo: DemoLmo, open_lmo: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = open_lmo(demo_lmo)
    one = held(demo_lmo, repository, Kind.INTEGER)
    wanted = [one.id, long_id("a0C000000000000")]
    before = len(demo_lmo.audit.requests)
    assert list(repository.held(Kind.INTEGER, wanted)) == [one]
    assert len(demo_lmo.audit.requests) == before + 1
    monkeypatch.setattr("lmo_tui.salesforce.repository.LONGEST_PATHS", 0)
    assert list(repository.held(Kind.INTEGER, wanted)) == [one]
    assert len(demo_lmo.audit.requests) == before + 3
    assert list(repository.held(Kind.DATE, [])) == []
