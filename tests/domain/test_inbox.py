"""Items of the inbox: what was said of one holds until the day or the license says otherwise."""

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.filters import Filter, fits, parse, spelled
from lmo_tui.domain.filters.match import asks_of_others
from lmo_tui.domain.inbox import Mark, State, done, item_of, noted, reopened, snoozed, stamp_of
from lmo_tui.domain.inbox_built_in import BUILT_IN, known_rules
from lmo_tui.domain.inbox_entries import LONGEST_NOTE, parse_snooze
from lmo_tui.domain.inbox_rules import InboxRule, find_rule
from lmo_tui.domain.inbox_settings import rule_from
from lmo_tui.domain.licenses import License
from tests.fakes.licenses import TODAY, a_license, sample_licenses
from tests.fakes.strategies import filters, licenses

OVER = next(rule for rule in BUILT_IN if rule.name == "Over-used")


@dataclass
class Model:
    """The same in the plainest way: what was said, when it ends, and the values as they were."""

    said: str = "open"
    until: date | None = None
    seats: tuple[int, int] = (0, 0)
    saves: int = 0
    note: str = ""


STEPS = st.lists(
    st.sampled_from(("done", "snooze", "change", "note", "no note", "reopen", "seats", "account", "a day", "a week")),
    max_size=14,
)


@given(STEPS)
def test_an_item_is_as_a_plain_model_of_it_says(steps: list[str]) -> None:
    license_, today, mark = a_license(seats=10, used=11), TODAY, None
    model, saves = Model(), 0
    for step in steps:
        item = item_of(license_, OVER, mark, today)
        assert license_.seats is not None
        now = (license_.seats, license_.used or 0)
        match step:
            case "done":
                mark, model = done(item), Model("done", None, now, saves, model.note)
            case "snooze":
                mark = snoozed(item, today + timedelta(days=3))
                model = Model("snoozed", today + timedelta(days=3), now, saves, model.note)
            case "change":
                mark, model = snoozed(item, None), Model("snoozed", None, now, saves, model.note)
            case "note" | "no note":
                model.note = "called" if step == "note" else ""
                mark = noted(item, model.note)
            case "reopen":
                mark, model = reopened(item), Model(note=model.note)
            case "a day" | "a week":
                today += timedelta(days=1 if step == "a day" else 7)
            case "seats" | "account":
                saves += 1
                license_ = replace(license_, modstamp=str(saves))
                license_ = replace(license_, **({"seats": now[0] + 1} if step == "seats" else {"account": str(saves)}))
        item = item_of(license_, OVER, mark, today)
        held = {
            "open": True,
            "done": model.seats == (license_.seats, license_.used),
            "snoozed": today < model.until if model.until else model.saves == saves,
        }[model.said]
        assert item.state == (model.said if held else "open")
        assert item.is_back is not held
        assert item.note == model.note
        assert mark != Mark(), "an item of which there is nothing to say is not kept"


ALONE = filters.filter(lambda filter_: bool(filter_) and not asks_of_others(filter_))


@given(st.sampled_from(BUILT_IN) | ALONE.map(lambda f: InboxRule("own", (spelled(f),))), licenses(), licenses())
def test_what_a_rule_rests_on_decides_alone(rule: InboxRule, one: License, other: License) -> None:
    rest = {field.name for field in fields(License)} - {*rule.rests_on, "unseen"}
    mixed = replace(one, **{name: getattr(other, name) for name in rest})

    def found(license_: License) -> bool:
        return any(fits(license_, parse(view.text), TODAY) for view in rule.views)

    assert found(mixed) is found(one)
    assert stamp_of(mixed, rule) == stamp_of(one, rule)
    hidden = replace(one, unseen=one.unseen | set(rule.rests_on[:1]))
    assert (stamp_of(hidden, rule) == stamp_of(one, rule)) is (hidden.unseen == one.unseen or _empty(one, rule))


def _empty(license_: License, rule: InboxRule) -> bool:
    return getattr(license_, rule.rests_on[0]) is None


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        ("Expiring 14 d", "L-00002 L-00019"),
        ("Lapsed but Active", "L-00007 L-00008 L-00020"),
        ("Over-used", "L-00011"),
        ("Org gone", "L-00016 L-00017"),
        ("Statuses differ", "L-00009"),
        ("Seats full", "L-00012 L-00013"),
    ],
)
def test_each_built_in_rule_finds_the_odd_cases_of_the_trade(rule: str, names: str) -> None:
    filters_ = [parse(view.text) for view in find_rule(BUILT_IN, rule).views]
    found = [each.name for each in sample_licenses() if any(fits(each, filter_, TODAY) for filter_ in filters_)]
    assert sorted(found) == names.split()


def test_a_rule_of_ones_own_takes_the_place_of_the_one_of_its_name_or_hides_it() -> None:
    own = (
        rule_from({"name": " Seats  FULL ", "filter": "full seats>5", "since": "7d"}),
        rule_from({"name": "over-used", "hide": True}),
    )
    known = known_rules(own)
    assert [rule.name for rule in known] == [
        "Seats FULL",
        *("Expiring 14 d", "Lapsed but Active", "Org gone", "Statuses differ"),
    ]
    assert known[0].views[0].text == "full seats>5 modified>=-7d"
    assert "modified" not in known[0].rests_on, "else every touch would bring what is done back"
    assert find_rule(known, "seats") == known[0]
    for name, told in (("s", "Several rules"), ("zz", "There is no rule"), ("", "There is no rule")):
        with pytest.raises(BadEntryError, match=told):
            find_rule(known, name)


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("7d", date(2026, 12, 1)),
        ("+2W", date(2026, 12, 8)),
        ("eom", date(2026, 11, 30)),
        ("2027-01-31", date(2027, 1, 31)),
        (" Change ", None),
    ],
)
def test_until_when_is_typed_as_elsewhere(typed: str, until: date | None) -> None:
    assert parse_snooze(typed, TODAY) == until


@pytest.mark.parametrize("typed", ["", "never", "0d", "7x", "2026-11-24", "2020-01-01", "2027-02-30", "99999y"])
def test_what_is_no_day_ahead_is_told_with_the_forms(typed: str) -> None:
    with pytest.raises(BadEntryError, match="or change for until the license changes"):
        parse_snooze(typed, TODAY)


def test_a_note_is_one_clean_line_of_a_bearable_length() -> None:
    item = item_of(a_license(), OVER, None, TODAY)
    mark = noted(item, " \x1b[31mcalled\n Bob ")
    assert mark == Mark(State.OPEN, note="␛[31mcalled␊ Bob")
    assert noted(replace(item, mark=mark), " ") is None
    with pytest.raises(BadEntryError, match="at most"):
        noted(item, "x" * (LONGEST_NOTE + 1))


def test_a_filter_of_parameters_rests_on_no_attribute() -> None:
    assert InboxRule("p", ("param:acme__X=off",)).rests_on == ()
    given_: Filter = parse("param:acme__X=off")
    assert asks_of_others(given_)
