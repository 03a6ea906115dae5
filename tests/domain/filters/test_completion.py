"""How a filter may go on."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lmo_tui.domain.filters import FilterError, parse, spelled
from lmo_tui.domain.filters.completion import MOST, Values, completions
from lmo_tui.domain.filters.fields import FieldName
from tests.fakes.strategies import clean_texts, filters, texts

VALUES: Values = {
    FieldName.PACKAGE: ("Acme Billing", "Acme Sign", "Sign", 'The "Best"', "/slashes/"),
    FieldName.VERSION: ("4.10.0", "4.2.1"),
    FieldName.INSTANCE: ("EU42", "NA7"),
    FieldName.EDITION: ("Enterprise Edition",),
}

PIECES = ("exp<", "!", "-", '"', "/", ":", "package:", "pkg:/", "used>=", "\\", " ", "status:t", "3", "sandbox:", "st")


def offered(text: str) -> list[str]:
    return [each.text for each in completions(text, VALUES)]


def is_filter(text: str) -> bool:
    try:
        parse(text)
    except FilterError:
        return False
    return True


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("st", "status:"),
        ("acme st", "acme status:"),
        ("exp", "expires<"),
        ("pk", "pkg:"),
        ("sus", "suspended"),
        ("!dup", "!duplicate"),
        ("!sand", "!sandbox"),
        ("-sand", "-sandbox"),
        ("status:", "status:Trial"),
        ("status:su", "status:suspended"),
        ("st!=SU", "st!=SUspended"),
        ("license_status:exp", "license_status:expired"),
        ("package:acme", 'package:"acme Billing"'),
        ('package:"Acme S', 'package:"Acme Sign"'),
        ("package:bill", 'package:"Acme Billing"'),
        ("package:the", r'package:"the \"Best\""'),
        ("package:/s", 'package:"/slashes/"'),
        ("version<4.1", "version<4.10.0"),
        ("instance:e", "instance:eU42"),
        ("used>", "used>seats"),
        ("seats=si", "seats=site"),
        ("exp<3", "exp<3d"),
        ("exp>e", "exp>eom"),
        ("installed>", "installed>-7d"),
        ("sandbox:", "sandbox:yes"),
        ('package:"Acme CRM" us', 'package:"Acme CRM" used>'),
    ],
)
def test_the_best_way_to_go_on_comes_first(typed: str, first: str) -> None:
    assert offered(typed)[0] == first


@pytest.mark.parametrize(
    "typed",
    [
        "zzz",
        "statsu:tr st",
        'package:"Acme Sign"',
        "package:/^Acme S",
        "customer:st",
        "nosuch:",
        "status<t",
        '"st',
        "!!st",
    ],
)
def test_where_nothing_is_known_nothing_is_offered(typed: str) -> None:
    assert offered(typed) == []


def test_before_the_first_letter_every_field_and_flag_is_offered() -> None:
    assert len(offered("")) == 41
    assert offered("acme ")[:2] == ["acme id:", "acme name:"]


@given(
    text=st.lists(texts | st.sampled_from(PIECES)).map("".join) | filters.map(spelled),
    values=st.dictionaries(st.sampled_from(FieldName), st.lists(clean_texts | texts, max_size=5)),
)
@example('package:"\\', VALUES)
@example('package:"a"b', VALUES)
def test_what_is_offered_is_a_filter_as_soon_as_a_value_stands_there(text: str, values: Values) -> None:
    ways = completions(text, values)
    assert len(ways) <= MOST
    for way in ways:
        assert way.text != text
        assert way.text[: way.start] == text[: way.start]
        assert is_filter(way.text) or (
            way.text[-1] in ":<>" and any(is_filter(way.text + each) for each in ("1", "today"))
        )


@given(value=clean_texts.filter(str.strip), typed=st.integers(0, 3))
def test_a_value_that_is_taken_is_the_one_that_is_looked_for(value: str, typed: int) -> None:
    begun = f"package:{value[:typed]}" if value[:typed].isalnum() and value[typed:] else "package:"
    taken = [each.text for each in completions(begun, {FieldName.PACKAGE: (value,)})]
    assert [parse(each) for each in taken] == [parse(f"package:{quote(value)}")]


def quote(value: str) -> str:
    return '"{}"'.format(value.replace("\\", "\\\\").replace('"', '\\"'))
