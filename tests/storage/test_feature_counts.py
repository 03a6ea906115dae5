"""The matrix and what is counted of it, against plain Python."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmo_tui.domain.errors import GivenUpError
from lmo_tui.domain.feature_counts import Facet, Tally, commonest, tally_of
from lmo_tui.domain.feature_ports import row_of
from lmo_tui.domain.features import FeatureContent, FeatureParameter, FeatureValue, Kind
from lmo_tui.domain.filters import Filter, View, fits, matches, parse, spelled
from lmo_tui.domain.filters.match import asks_of_others
from lmo_tui.domain.filters.terms import Holding, Not
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License
from lmo_tui.domain.rollouts import Bar, bars_of, bars_of_all
from lmo_tui.storage.store import Store
from tests.fakes.features import PACKAGE, a_parameter, a_value
from tests.fakes.licenses import TODAY, a_license
from tests.fakes.profile import many
from tests.fakes.strategies import holdings, licenses, views

PARAMETERS = (
    a_parameter("On", number=1),
    a_parameter("Number", Kind.INTEGER, number=2),
    a_parameter("Day", Kind.DATE, number=3),
)
OTHER = "0335g0000000PK2"
CONTENTS: dict[Kind, st.SearchStrategy[FeatureContent]] = {
    Kind.BOOLEAN: st.booleans(),
    Kind.INTEGER: st.none() | st.integers(-1, 2),
    Kind.DATE: st.none() | st.integers(0, 2).map(lambda days: TODAY + timedelta(days=days)),
}


@st.composite
def matrices(draw: st.DrawFn) -> tuple[list[License], list[FeatureValue]]:
    """Some licenses, most of them of the package, and what they have of its parameters."""
    numbers = draw(st.lists(st.integers(1, 99), unique=True, max_size=7))
    few = st.sampled_from(("1.0", "1.10", "1.9", ""))
    owned = [
        replace(
            draw(licenses(number)),
            package_id=draw(st.sampled_from((PACKAGE, PACKAGE, PACKAGE, OTHER))),
            version=draw(few),
            edition=draw(st.sampled_from(("", "Enterprise Edition"))),
        )
        for number in numbers
    ]
    values = [
        a_value(each.id, parameter, draw(CONTENTS[parameter.kind]), number=10 * place + number)
        for place, each in enumerate(owned)
        for number, parameter in enumerate(PARAMETERS)
        if draw(st.booleans())
    ]
    return owned, values


def stored(owned: Sequence[License], values: Sequence[FeatureValue]) -> Store:
    store = Store(":memory:")
    store.put(owned)
    store.features.put_parameters(PARAMETERS)
    store.features.put([row_of(each) for each in values])
    return store


def of_view(owned: Sequence[License], view: View) -> list[License]:
    """The licenses of the package that a view holds."""
    return [each for each in owned if each.package_id == PACKAGE and matches(each, view, TODAY)]


def held(chosen: Sequence[License], values: Sequence[FeatureValue], parameter: FeatureParameter) -> Tally:
    """The tally, counted one by one."""
    ids = {short_id(each.id) for each in chosen}
    mine = [each.content for each in values if each.parameter_id == short_id(parameter.id) and each.license_id in ids]
    return tally_of(Counter(mine).items(), len(ids) - len(mine), 99)


@settings(max_examples=30, deadline=None)
@given(matrix=matrices(), view=views())
def test_counts_are_those_of_the_licenses_of_the_view(
    matrix: tuple[list[License], list[FeatureValue]], view: View
) -> None:
    if asks_of_others(parse(view.filter)):
        return
    owned, values = matrix
    store = stored(owned, values)
    chosen = of_view(owned, view)
    found = store.feature_counts.tallies(view, TODAY, PARAMETERS, most=99)
    assert found == {each.id: held(chosen, values, each) for each in PARAMETERS}
    for facet in Facet:
        for parameter in PARAMETERS:
            groups = store.feature_counts.rollout(view, TODAY, parameter, facet, most=99)
            labels = {facet.of(each) for each in chosen}
            expected = {
                label: held([each for each in chosen if facet.of(each) == label], values, parameter) for label in labels
            }
            assert {each.label: each.tally for each in groups} == expected
    store.close()


@settings(max_examples=many(40), deadline=None)
@given(matrix=matrices(), terms=st.lists(holdings, min_size=8, max_size=16), negated=st.booleans())
def test_the_store_finds_what_a_term_for_a_parameter_means(
    matrix: tuple[list[License], list[FeatureValue]], terms: list[Holding], negated: bool
) -> None:
    owned, values = matrix
    values = [
        each for each in values if any(short_id(of.id) == each.license_id and of.package_id == PACKAGE for of in owned)
    ]
    store = stored(owned, values)
    features = {each.id: store.features.of(each) for each in owned}
    for term in terms:
        filter_: Filter = (Not(term) if negated else term,)
        found = {each.id for each in store.every(View(text=spelled(filter_)), TODAY)}
        assert (filter_, found) == (
            filter_,
            {each.id for each in owned if fits(each, filter_, TODAY, features=features)},
        )
    store.close()


@settings(max_examples=many(30), deadline=None)
@given(matrix=matrices(), place=st.integers(0, 2), most=st.integers(0, 3))
def test_behind_each_bar_are_as_many_licenses_as_it_says(
    matrix: tuple[list[License], list[FeatureValue]], place: int, most: int
) -> None:
    owned, values = matrix
    owned = [replace(each, unseen=frozenset()) for each in owned]
    ours = {short_id(each.id) for each in owned if each.package_id == PACKAGE}
    parameter = replace(PARAMETERS[place], introduced=("", "1.9", "1.10")[place])
    store = stored(owned, [each for each in values if each.license_id in ours])
    bars: list[Bar] = []
    for facet in Facet:
        groups = store.feature_counts.rollout(View(), TODAY, parameter, facet, most=99)
        bars += bars_of_all(parameter, groups, most) if facet is Facet.VERSION else ()
        bars += bars_of(parameter, facet, groups, most)
    for bar in bars:
        behind = store.every(View(text=spelled(bar.terms)), TODAY)
        assert (bar, bar.count) == (bar, sum(short_id(each.id) in ours for each in behind))
    for key in {(bar.facet, bar.group) for bar in bars}:
        of_group = [bar for bar in bars if (bar.facet, bar.group) == key]
        assert sum(bar.count for bar in of_group) == of_group[0].total
    assert sum(bar.count for bar in bars) == 4 * len(ours)
    store.close()


@settings(max_examples=20, deadline=None)
@given(matrix=matrices(), data=st.data())
def test_a_window_is_a_part_of_the_matrix(
    matrix: tuple[list[License], list[FeatureValue]], data: st.DataObject
) -> None:
    owned, values = matrix
    store = stored(owned, values)
    ids = data.draw(st.lists(st.sampled_from([each.id for each in owned]), unique=True)) if owned else []
    columns = data.draw(st.lists(st.sampled_from(PARAMETERS), unique_by=lambda each: each.id))
    wanted = {(short_id(key), short_id(each.id)) for key in ids for each in columns}
    expected = {(each.license_id, each.parameter_id): each for each in values}
    assert store.feature_counts.window(ids, columns) == {key: expected[key] for key in wanted & expected.keys()}
    store.close()


def test_the_newest_version_comes_first_and_values_by_how_many_hold_them() -> None:
    owned = [a_license(number, package_id=PACKAGE, version=f"1.{number}.0") for number in (1, 2, 9, 10)]
    values = [a_value(each.id, PARAMETERS[1], 5 if place else None, number=place) for place, each in enumerate(owned)]
    store = stored(owned, values)
    groups = store.feature_counts.rollout(View(), TODAY, PARAMETERS[1], Facet.VERSION)
    assert [each.label for each in groups] == ["1.10.0", "1.9.0", "1.2.0", "1.1.0"]
    tally = store.feature_counts.tallies(View(), TODAY, PARAMETERS, most=1)[PARAMETERS[1].id]
    assert tally == Tally(((5, 3),), others=1)
    assert tally.holding(5) == 3
    assert commonest(tally, PARAMETERS[1]) == 5


def test_what_most_have_is_no_advice_for_a_metric_or_where_nobody_has_anything() -> None:
    tally = Tally(((None, 5), (True, 3), (False, 2)))
    assert commonest(tally, PARAMETERS[0]) is True
    assert commonest(tally, a_parameter(metric=True)) is None
    assert commonest(Tally(((None, 5),)), PARAMETERS[2]) is None
    assert (tally.holding(True), tally.holding(1), Tally().holding(True)) == (3, 0, 0)


def test_nothing_is_counted_for_nobody() -> None:
    store = stored([a_license(1, package_id=PACKAGE)], [])
    assert store.feature_counts.tallies(View(), TODAY, []) == {}
    with pytest.raises(GivenUpError):
        store.feature_counts.tallies(View(), TODAY, PARAMETERS, wanted=lambda: False)
    with pytest.raises(GivenUpError):
        store.feature_counts.rollout(View(), TODAY, PARAMETERS[0], Facet.EDITION, wanted=lambda: False)
