"""Feature sets: what of one a license can hold, and what a person may have written."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmo_tui.domain.change_sets import Why
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.feature_rules import kind_of, plan_feature, stepped
from lmo_tui.domain.feature_sets import FeatureSet, compared_with_set, find_set, set_from, to_give
from lmo_tui.domain.features import Feature, FeatureAccess, FeatureContent, Kind
from tests.fakes.features import a_value, sample_contents, sample_parameters
from tests.fakes.licenses import TODAY, a_license
from tests.fakes.profile import many

CONTENTS: st.SearchStrategy[FeatureContent] = st.none() | st.booleans() | st.integers(-2, 10**19) | st.just(TODAY)
NAMES = [each.full_name for each in sample_parameters()]
SETS = st.dictionaries(st.sampled_from([*NAMES, "other__Flag", NAMES[0].upper()]), CONTENTS, min_size=1).map(
    lambda values: FeatureSet("gold", values, "Acme Sign")
)
HELD = sample_contents()


@settings(max_examples=many(60), deadline=None)
@given(
    wanted=SETS,
    status=st.sampled_from(("Active", "Active", "Uninstalled")),
    known=st.sets(st.sampled_from(list(HELD))),
    updateable=st.sets(st.sampled_from(Kind)),
)
def test_what_is_given_is_what_the_rules_allow_and_the_rest_says_why(
    wanted: FeatureSet, status: str, known: set[str], updateable: set[Kind]
) -> None:
    license_, access = a_license(status=status, version="2.3.0"), FeatureAccess(updateable=frozenset(updateable))
    features = [
        Feature(each, a_value(license_.id, each, HELD[each.name], number=place) if each.name in known else None)
        for place, each in enumerate(sample_parameters())
    ]
    held, skipped = to_give(license_, features, wanted, access)
    for each in held:
        after = wanted.content_of(each.feature.parameter)
        edit = plan_feature(license_, each.feature.parameter, each.feature.value, after, access, digits=18)
        assert not each.feature.parameter.is_metric
        assert status == "Active"
        assert [change.after for change in edit.changes] == [after]
        assert after is None or kind_of(after) is each.feature.parameter.kind
    pairs = compared_with_set(license_, features, wanted, access)
    if skipped is None:
        assert {pair.name for pair in pairs if pair.differs} == {each.feature.parameter.full_name for each in held}
    elif skipped.why is Why.DONE:
        assert held == []
        assert not any(pair.differs for pair in pairs)
    else:
        assert skipped.reason.endswith(".")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"name": "", "values": {"a": True}}, "name"),
        ({"name": "gold"}, "has no values"),
        ({"name": "gold", "values": {"acme__A": "on"}}, "acme__A is true, false"),
        ({"name": "gold", "values": {"acme__A": 1.5}}, "acme__A is true, false"),
        ({"name": 7, "values": {"acme__A": True}}, "texts in quotes"),
    ],
)
def test_what_is_no_set_says_what_is_wrong(values: dict[str, Any], says: str) -> None:
    with pytest.raises(BadEntryError, match=says):
        set_from(values)


def test_a_set_is_found_by_the_beginning_of_its_name() -> None:
    known = [FeatureSet(name, {"acme__A": True}) for name in ("gold", "Gold plus", "silver")]
    assert [find_set(known, name).name for name in ("GOLD", "gold p", "s")] == ["gold", "Gold plus", "silver"]
    for name in ("go", "", "bronze"):
        with pytest.raises(BadEntryError):
            find_set(known, name)


def test_the_next_value_is_one_further_and_never_beyond_the_calendar() -> None:
    assert stepped(9, 1) == 10
    assert stepped(date(2027, 3, 1), -1) == date(2027, 2, 28)
    assert [stepped(each, 1) for each in (True, None, date.max)] == [True, None, date.max]
