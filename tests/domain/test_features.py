"""The rules of feature parameters: what they are, what may be set, and what is said of them."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmo_tui.domain.edits import Change
from lmo_tui.domain.errors import BadEntryError, LmoError, RefusedError
from lmo_tui.domain.feature_rules import (
    FORMS,
    MOST_DIGITS,
    USUAL_DIGITS,
    kind_of,
    parse_content,
    plan_feature,
    why_not_content,
    why_not_feature,
)
from lmo_tui.domain.features import (
    Direction,
    Feature,
    FeatureAccess,
    FeatureContent,
    FeatureParameter,
    Kind,
    held_by,
    in_order,
    saved_words,
    spoken_content,
)
from lmo_tui.domain.licenses import License
from tests.fakes.features import a_parameter, a_value
from tests.fakes.licenses import NOW, TODAY, a_license
from tests.fakes.strategies import licenses

ALL = FeatureAccess()

contents: st.SearchStrategy[FeatureContent] = (
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.dates(date(1971, 1, 1), date(3999, 12, 31))
)
parameters = st.builds(
    a_parameter,
    kind=st.sampled_from(Kind),
    metric=st.booleans(),
    introduced=st.sampled_from(("", "1.0", "2.3", "99.0")),
)
accesses = st.builds(
    FeatureAccess,
    missing=st.booleans(),
    readable=st.frozensets(st.sampled_from(Kind)),
    updateable=st.frozensets(st.sampled_from(Kind)),
    nullable=st.frozensets(st.sampled_from((Kind.INTEGER, Kind.DATE))),
)


def test_the_namespace_is_split_off() -> None:
    parameter = replace(a_parameter(), full_name="APXT_Redlining__Monthly_Active_Users", namespace="APXT_Redlining")
    assert (parameter.name, parameter.label) == ("Monthly_Active_Users", "Monthly Active Users")
    assert replace(parameter, namespace="").name == "APXT_Redlining__Monthly_Active_Users"
    assert replace(parameter, full_name="APXT_Redlining__").name == "APXT_Redlining__"


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("LMO to Subscriber", Direction.TO_SUBSCRIBER),
        ("lmo To subscriber ", Direction.TO_SUBSCRIBER),
        ("Subscriber to LMO", Direction.TO_LMO),
        ("Subscriber To LMO", Direction.TO_LMO),
        ("", Direction.TO_LMO),
        ("Both ways", Direction.TO_LMO),
    ],
)
def test_what_is_not_surely_ours_to_set_is_the_subscribers(text: str, direction: Direction) -> None:
    assert Direction.read(text) is direction


@pytest.mark.parametrize(
    ("introduced", "version", "has_it"),
    [("2.3", "2.3.0", True), ("2.3", "2.10", True), ("2.10", "2.9", False), ("", "1.0", True), ("4.0", "", True)],
)
def test_versions_are_compared_as_numbers(introduced: str, version: str, has_it: bool) -> None:
    assert a_parameter(introduced=introduced).in_version(version) is has_it


def test_values_in_words() -> None:
    assert [spoken_content(each) for each in (True, False, None, 12_500, -1, date(2027, 1, 31))] == [
        "on",
        "off",
        "not set",
        "12,500",
        "-1",
        "2027-01-31",
    ]


def test_a_save_is_never_said_to_have_arrived() -> None:
    words = "saved in the LMO 14:00, usually at the customer within minutes; no confirmation exists"
    assert saved_words(NOW) == words


def test_without_a_record_it_is_said_whether_the_version_has_it() -> None:
    newer = a_parameter(introduced="3.0")
    assert held_by(Feature(newer), "2.0") == "not in this version"
    assert held_by(Feature(newer), "3.0") == "no record"
    assert held_by(Feature(newer, a_value("a0L", newer, False)), "2.0") == "off"


def test_settings_come_before_metrics() -> None:
    metric, late, early = (
        a_parameter("A", number=1, metric=True),
        a_parameter("z", number=2),
        a_parameter("B", number=3),
    )
    assert [each.parameter for each in in_order(map(Feature, (metric, late, early)))] == [early, late, metric]


@given(kind=st.sampled_from(Kind), content=contents)
def test_what_is_said_can_be_typed(kind: Kind, content: FeatureContent) -> None:
    if content is not None and kind_of(content) is not kind:
        return
    if type(content) is int and abs(content) >= 10**MOST_DIGITS:
        with pytest.raises(BadEntryError):
            parse_content(kind, spoken_content(content), today=TODAY, digits=MOST_DIGITS)
    else:
        assert parse_content(kind, spoken_content(content), today=TODAY, digits=MOST_DIGITS) == content


@given(kind=st.sampled_from(Kind), text=st.text(max_size=12) | st.from_regex(r"[+\-]?[0-9]{0,20}[a-z]{0,3}"))
def test_whatever_is_typed_has_the_type_or_a_sentence(kind: Kind, text: str) -> None:
    try:
        content = parse_content(kind, text, today=TODAY)
    except LmoError as error:
        assert error.headline.endswith(".")
        assert error.remedy.startswith("Type ")
    else:
        assert content is None or kind_of(content) is kind
        assert text.strip()


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        (Kind.BOOLEAN, "", "No value was given."),
        (Kind.BOOLEAN, "maybe", "“maybe” is not on or off."),
        (Kind.BOOLEAN, "2", "“2” is not on or off."),
        (Kind.INTEGER, "2.5", "“2.5” is not a whole number."),
        (Kind.INTEGER, "true", "“true” is not a whole number."),
        (Kind.INTEGER, "1234567890", "That is a number of more than 9 digits."),
        (Kind.DATE, "never", "“never” is not a date."),
        (Kind.DATE, "2027-02-30", "There is no day 30 in 2027-02."),
    ],
)
def test_entries_that_mean_nothing(kind: Kind, text: str, sentence: str) -> None:
    with pytest.raises(BadEntryError) as caught:
        parse_content(kind, text, today=TODAY)
    assert str(caught.value) == f"{sentence} Type {FORMS[kind]}."


def test_words_for_on_and_off() -> None:
    assert all(parse_content(Kind.BOOLEAN, text, today=TODAY) for text in ("on", "TRUE", " Yes ", "1"))
    assert not any(parse_content(Kind.BOOLEAN, text, today=TODAY) for text in ("off", "False", "no", "0"))
    assert parse_content(Kind.INTEGER, "12,500", today=TODAY) == 12_500
    assert parse_content(Kind.DATE, "eoy", today=TODAY) == date(2026, 12, 31)
    assert parse_content(Kind.DATE, "Not set", today=TODAY) is None


@settings(max_examples=60)
@given(
    license_=licenses(), parameter=parameters, held=contents, after=contents, access=accesses, recorded=st.booleans()
)
def test_nothing_forbidden_is_ever_planned(
    license_: License,
    parameter: FeatureParameter,
    held: FeatureContent,
    after: FeatureContent,
    access: FeatureAccess,
    recorded: bool,
) -> None:
    value = a_value(license_.id, parameter, held) if recorded else None
    try:
        edit = plan_feature(license_, parameter, value, after, access)
    except LmoError as error:
        assert error.headline
        return
    assert parameter.direction is Direction.TO_SUBSCRIBER
    assert not license_.uninstalled
    assert not license_.checkout
    assert license_.license_type.casefold() != "read-only"
    assert edit.feature == Feature(parameter, value)
    (change,) = edit.changes
    assert edit.feature is not None
    assert edit.feature.field is not None
    assert change == Change(edit.feature.field, held, after)
    assert held != after
    assert not access.missing
    assert parameter.kind in access.updateable & access.readable
    if after is None:
        assert parameter.kind in access.nullable
    else:
        assert kind_of(after) is parameter.kind
    if type(after) is int:
        assert abs(after) < 10**USUAL_DIGITS


def test_a_metric_says_why_it_is_locked() -> None:
    metric = a_parameter("Monthly_Users", Kind.INTEGER, metric=True)
    reason = why_not_feature(a_license(), metric, a_value("a0L", metric, 5), ALL)
    assert reason is not None
    assert reason.startswith("Monthly Users is a metric, Subscriber to LMO")


def test_an_older_version_says_what_it_lacks() -> None:
    license_, parameter = replace(a_license(), version="1.9.3"), a_parameter(introduced="2.0")
    reason = why_not_feature(license_, parameter, None, ALL)
    assert reason is not None
    assert "has version 1.9.3: E Signature came with 2.0" in reason
    missing = why_not_feature(replace(license_, version="2.0"), parameter, None, ALL)
    assert missing is not None
    assert "holds no record of E Signature" in missing


def test_a_moment_is_no_date_and_a_flag_no_number() -> None:
    moment: datetime = NOW
    assert kind_of(moment) is None
    assert kind_of(True) is Kind.BOOLEAN
    assert why_not_content(a_parameter(kind=Kind.INTEGER), True, ALL) is not None


def test_a_long_number_can_be_asked_for() -> None:
    parameter = a_parameter("Quota", Kind.INTEGER)
    assert why_not_content(parameter, 10**12, ALL) == "Quota takes at most 9 digits."
    assert why_not_content(parameter, 10**12, ALL, digits=MOST_DIGITS) is None
    assert why_not_content(parameter, 10**18, ALL, digits=40) == "Quota takes at most 18 digits."


def test_a_checkbox_is_never_empty() -> None:
    assert why_not_content(a_parameter(), None, ALL) == "E Signature must have a value: on or off."
    assert why_not_content(a_parameter(kind=Kind.DATE), None, ALL) is None
    refused = FeatureAccess(nullable=frozenset())
    assert why_not_content(a_parameter(kind=Kind.DATE), None, refused) is not None


def test_the_same_value_is_no_change() -> None:
    parameter = a_parameter()
    with pytest.raises(RefusedError, match="is on already"):
        plan_feature(a_license(), parameter, a_value("a0L", parameter, True), True, ALL)


@pytest.mark.parametrize(
    ("access", "words"),
    [
        (ALL, ""),
        (FeatureAccess(missing=True), "Install the Feature Management App"),
        (FeatureAccess(readable=frozenset({Kind.BOOLEAN})), "may not see Integer and Date values"),
        (FeatureAccess(updateable=frozenset()), "read-only for your user"),
    ],
)
def test_what_is_missing_is_said_with_the_fix(access: FeatureAccess, words: str) -> None:
    assert words in access.notice
    assert bool(access.notice) is bool(words)
