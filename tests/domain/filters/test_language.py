from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.filters import Filter, FilterError, parse, spelled
from lmo_tui.domain.filters.examples import EXAMPLES, filter_table
from lmo_tui.domain.filters.fields import BY_WORD, FIELDS, FLAG_HELP, FieldName, FlagName
from lmo_tui.domain.filters.terms import Comparison, DayWord, Flag, Not, Offset, Op, Regex, Special, Word
from tests.fakes.licenses import org_id
from tests.fakes.strategies import filters, texts


def test_the_terms_of_the_design_are_understood() -> None:
    assert parse('status:trial exp<30d !sandbox used>seats package:"Acme CRM" version<3.2 acme') == (
        Comparison(FieldName.STATUS, Op.HOLDS, "trial"),
        Comparison(FieldName.EXPIRES, Op.LESS, Offset(30)),
        Not(Flag(FlagName.SANDBOX)),
        Comparison(FieldName.USED, Op.MORE, FieldName.SEATS),
        Comparison(FieldName.PACKAGE, Op.HOLDS, "acme crm"),
        Comparison(FieldName.VERSION, Op.LESS, "3.2"),
        Word("acme"),
    )


@given(filter_=filters)
def test_what_is_printed_is_parsed_to_the_same(filter_: Filter) -> None:
    assert parse(spelled(filter_)) == filter_


@given(text=st.lists(texts | st.sampled_from(("exp<", "!", "-", '"', "/", ":", "pkg:/", "used>=", "\\"))).map("".join))
@example("pkg:/(((((a{0}){50}){50}){50}){50}/")
@example("\udcff")
def test_any_text_is_a_filter_or_says_where_it_is_not(text: str) -> None:
    try:
        filter_ = parse(text)
    except FilterError as error:
        assert 0 <= error.start < error.end <= len(text) + 1
        assert error.headline.endswith(".")
    else:
        assert parse(spelled(filter_)) == filter_


@pytest.mark.parametrize(
    ("text", "wrong", "says"),
    [
        ("acme statsu:trial", "statsu", "Did you mean status?"),
        ("exp<", "exp<", "is missing"),
        ("exp<soon", "soon", "not a date"),
        ("exp:2027-02-31", "2027-02-31", "There is no day 31"),
        ("installed>7d", "7d", "installed>-7d"),
        ("modified:never", "never", "not a date"),
        ("seats>many", "many", "not a number"),
        ("used:site", "site", "not a number"),
        ("version<new", "new", "not a version"),
        ("package<b", "<", "is text"),
        ("org:00D5g00000Abcde111", "00D5g00000Abcde111", "not an id"),
        ("sandbox:maybe", "maybe", "yes or no"),
        ("param:Beta", "Beta", "not complete"),
        ("param:Beta=", "Beta=", "not complete"),
        ("param=on", "on", "not complete"),
        ("param:Beta>on", "on", "not more or less"),
        ("param:Beta=maybe", "maybe", "no value of a parameter"),
        ("param:Until<2027-02-31", "2027-02-31", "There is no day 31"),
        ('package:"Acme', '"Acme', "not closed"),
        ('"a"b', "b", "a space"),
        ("package:/a(b/", "(", "not closed"),
        ("package=/a/", "/a/", "looked for"),
        ("package:/a", "/a", "not closed"),
        ("!", "!", "not wanted"),
        ("!!acme", "!", "enough"),
        ('""', '""', "nothing between"),
    ],
)
def test_a_wrong_filter_says_where_and_what(text: str, wrong: str, says: str) -> None:
    with pytest.raises(FilterError) as caught:
        parse(text)
    error = caught.value
    assert isinstance(error, BadEntryError)
    assert text[error.start : error.end] == wrong
    assert says in str(error)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("-trial", Not(Flag(FlagName.TRIAL))),
        ("-", Word("-")),
        ('"trial"', Word("trial")),
        ("TRIAL", Flag(FlagName.TRIAL)),
        ("10:30", Word("10:30")),
        ("/a/", Word("/a/")),
        ('say:"', None),
        ('"a \\"b\\" \\\\"', Word('a "b" \\')),
        ("sandbox:no", Not(Flag(FlagName.SANDBOX))),
        ("!locked=no", Flag(FlagName.LOCKED)),
        ("seats:-1", Comparison(FieldName.SEATS, Op.HOLDS, Special.SITE)),
        ("seats>=1,000", Comparison(FieldName.SEATS, Op.AT_LEAST, 1000)),
        ("exp!=never", Comparison(FieldName.EXPIRES, Op.NOT_EQUAL, Special.NEVER)),
        ("exp<=EOQ", Comparison(FieldName.EXPIRES, Op.AT_MOST, DayWord.QUARTER)),
        ("exp:2027-1-31", Comparison(FieldName.EXPIRES, Op.HOLDS, date(2027, 1, 31))),
        ("exp>+0d", Comparison(FieldName.EXPIRES, Op.MORE, Offset(0))),
        ("inst>-1w", Comparison(FieldName.INSTALLED, Op.MORE, Offset(-1, "w"))),
        ("pkg:/a\\/b c/", Comparison(FieldName.PACKAGE, Op.HOLDS, Regex("a\\/b c"))),
        (org_id(7), Word(org_id(7))),
    ],
)
def test_a_term_is_read_as_one_means_it(text: str, term: object) -> None:
    if term is None:
        with pytest.raises(FilterError):
            parse(text)
    else:
        assert parse(text) == (term,)


def test_a_name_with_a_dash_is_pasted_as_it_is() -> None:
    assert parse("Globex - West") == (Word("globex"), Word("-"), Word("west"))


def test_every_word_means_one_thing_and_every_flag_says_what() -> None:
    words = [word for name, facts in FIELDS.items() for word in (name.value, *facts.aliases)]
    assert len(words) == len(set(words)) == len(BY_WORD)
    assert set(FIELDS) == set(FieldName)
    assert set(FLAG_HELP) == set(FlagName)


@pytest.mark.parametrize("typed", [typed for typed, _ in EXAMPLES])
def test_every_documented_example_is_understood(typed: str) -> None:
    assert parse(spelled(parse(typed))) == parse(typed) != ()
    assert f"| `{typed}` |" in filter_table()
