"""The lines round the desk, at every width."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.filters import Tab
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.text import clean
from lmo_tui.tui.render.bars import (
    Freshness,
    Hint,
    OrgFacts,
    Writing,
    actions_line,
    hints_line,
    org_line,
)
from lmo_tui.tui.render.places import name_at
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import line_width, text_of
from lmo_tui.tui.render.tabs import MORE, SavedTab, tabs_line

texts = st.text(max_size=40).map(clean)
PROD = OrgFacts("acme-lmo", OrgClass.PRODUCTION, "Dana Smith")
FRESH = Freshness(2_514, timedelta(seconds=12), api_percent=18)
COUNTS = dict(zip(Tab, (2_514, 1_900, 203, 50, 41, 12, 308), strict=True))
HINTS = [
    Hint("filter", "/", "filter"),
    Hint("status", "s", "status"),
    Hint("edit", "e", "edit", available=False),
    Hint("help", "?", "all keys"),
]


def test_the_top_line_at_120() -> None:
    line = text_of(org_line(PROD, FRESH, 120))
    assert line.startswith(" acme-lmo  PROD  read-only · Dana Smith  ")
    assert line.endswith("2,514 licenses · synced 12 s ago · api 18% ")


@pytest.mark.parametrize(
    ("latency", "shown", "role"),
    [
        (timedelta(microseconds=300), "1 ms", Role.DIM),
        (timedelta(milliseconds=84), "84 ms", Role.DIM),
        (timedelta(milliseconds=389), "380 ms", Role.DIM),
        (timedelta(seconds=2), "2.0 s", Role.WARNING),
    ],
)
def test_how_long_the_org_takes_is_told_where_there_is_room(latency: timedelta, shown: str, role: Role) -> None:
    fresh = replace(FRESH, latency=latency)
    line = org_line(PROD, fresh, 120)
    assert text_of(line).endswith(f"synced 12 s ago · {shown} · api 18% ")
    assert [span.role for span in line if shown in span.text] == [role]
    assert org_line(PROD, fresh, 82) == org_line(PROD, FRESH, 82)
    assert shown not in text_of(org_line(PROD, replace(fresh, problem="no answer"), 120))


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, "acme-lmo PROD read-only synced 12 s ago"),
        (40, "acme-lmo PROD ro 12 s"),
        (30, "acme-lmo PROD ro 12 s"),
    ],
)
def test_a_narrow_top_line_keeps_org_class_and_age(width: int, shown: str) -> None:
    line = text_of(org_line(PROD, FRESH, width))
    assert line.split() == shown.split()
    assert len(line) == width


@pytest.mark.parametrize(
    ("fresh", "shown"),
    [
        (Freshness(), "never synced"),
        (Freshness(connecting=True), "connecting…"),
        (Freshness(9, timedelta(hours=3), connecting=True), "9 licenses · connecting… · data 3 h old"),
        (Freshness(1, loading=(4_000, 10_000)), "1 license · loading 4,000 of 10,000"),
        (Freshness(loading=(60, None)), "loading 60"),
        (Freshness(9, timedelta(hours=3), problem="no answer"), "9 licenses · offline: no answer · data 3 h old"),
        (Freshness(problem="no answer"), "offline: no answer"),
    ],
)
def test_what_the_top_line_says_of_the_data(fresh: Freshness, shown: str) -> None:
    assert text_of(org_line(PROD, fresh, 120)).strip().endswith(shown)


@pytest.mark.parametrize(
    ("org", "shown", "role"),
    [
        (PROD, "read-only", Role.DIM),
        (
            OrgFacts("a", OrgClass.PRODUCTION, writing=Writing.OPEN, time_left=timedelta(seconds=872)),
            "writing 14:32 left",
            Role.WRITING,
        ),
        (OrgFacts("a", OrgClass.SANDBOX, writing=Writing.OPEN), "writing", Role.DIM),
    ],
)
def test_the_write_state_is_in_words(org: OrgFacts, shown: str, role: Role) -> None:
    found = [span for span in org_line(org, FRESH, 120) if shown in span.text]
    assert [span.role for span in found] == [role]


@pytest.mark.parametrize(
    ("org_class", "role"),
    [
        (OrgClass.PRODUCTION, Role.BADGE_PROD),
        (OrgClass.UNKNOWN, Role.BADGE_PROD),
        (OrgClass.DEMO, Role.BADGE_DEMO),
        (OrgClass.SANDBOX, Role.BADGE_OTHER),
    ],
)
def test_the_class_of_the_org_is_a_filled_label(org_class: OrgClass, role: Role) -> None:
    assert role in {span.role for span in org_line(OrgFacts("a", org_class), FRESH, 120)}


def test_old_data_is_marked() -> None:
    old = Freshness(9, timedelta(minutes=6))
    assert [span.role for span in org_line(PROD, old, 120) if "6 min" in span.text] == [Role.WARNING]


@given(texts, texts, texts, st.integers(1, 160), st.sampled_from(tuple(OrgClass)))
def test_the_top_line_fills_its_width(alias: str, user: str, problem: str, width: int, org_class: OrgClass) -> None:
    org = OrgFacts(alias, org_class, user)
    assert line_width(org_line(org, Freshness(9, timedelta(1), problem=problem), width)) == width


def test_tabs_have_numbers_and_counts() -> None:
    line, places = tabs_line(COUNTS, Tab.TRIAL, "", 120)
    text = text_of(line)
    assert text.startswith("  1 All 2,514  2 Active 1,900  3 Trial 203 ")
    assert [span.text for span in line if span.role is Role.TAB_ON] == [" 3 Trial 203 "]
    assert name_at(places, text.index("Expiring")) == Tab.EXPIRING
    assert name_at(places, 119) is None


def test_the_filter_stands_at_the_right() -> None:
    line, _places = tabs_line(COUNTS, Tab.ALL, "globex", 140)
    assert text_of(line).endswith("/globex ")


def test_tabs_at_80_are_one() -> None:
    line, places = tabs_line(COUNTS, Tab.EXPIRING, "", 80)
    assert text_of(line).rstrip() == " 5/7  Expiring 41"
    assert places == ()
    line, _places = tabs_line({}, Tab.ALL, "globex", 80)
    assert text_of(line).startswith(" 1/7  All ")
    assert text_of(line).endswith("/globex ")


@given(texts, st.integers(1, 220), st.lists(texts.filter(bool), max_size=4, unique=True), st.data())
def test_the_tabs_fill_their_width(text: str, width: int, names: list[str], data: st.DataObject) -> None:
    saved = [SavedTab(name, 41) for name in names]
    current = data.draw(st.sampled_from((*Tab, *names)))
    line, places = tabs_line(COUNTS, current, text, width, saved)
    assert line_width(line) == width
    assert not places or {*Tab, current} <= {place.name for place in places}


def test_saved_views_follow_the_tabs_and_what_does_not_fit_is_counted() -> None:
    saved = [SavedTab("Renewals", 17), SavedTab("Big ones"), SavedTab("Trials of the west of the country", 4)]
    wide = text_of(tabs_line(COUNTS, Tab.ALL, "", 200, saved)[0])
    assert "7 Uninstalled 308  8 Renewals 17  9 Big ones  Trials of the west … 4 " in wide
    close = text_of(tabs_line(COUNTS, Tab.ALL, "", 120, saved)[0])
    assert close.rstrip().endswith(
        "1 All 2,514  2 Active  3 Trial  4 Suspended  5 Expiring  6 Lapsed  7 Uninstalled  8 Renewals 17  9 Big ones"
        "  w +1"
    )
    line, places = tabs_line(COUNTS, "Trials of the west of the country", "", 120, saved)
    text = text_of(line)
    assert text.rstrip().endswith("7 Uninstalled  Trials of the west … 4  w +2")
    assert name_at(places, text.index("+2")) == MORE
    short, _places = tabs_line(COUNTS, "Big ones", "", 80, saved)
    assert text_of(short).rstrip() == " 9/10  Big ones"


def test_hints_that_are_not_available_are_dim() -> None:
    line, places = hints_line(HINTS, 80)
    assert text_of(line).rstrip() == " / filter  s status  e edit  ? all keys"
    assert [span.text.strip() for span in line if span.role is Role.OFF] == ["e edit"]
    assert name_at(places, text_of(line).index("edit")) == "edit"


def test_at_most_eight_hints_and_the_last_always_stays() -> None:
    many = [Hint(str(number), str(number), f"thing {number}") for number in range(12)] + [HINTS[-1]]
    shown = text_of(hints_line(many, 300)[0])
    assert shown.count("thing") == 7
    assert shown.rstrip().endswith("? all keys")
    narrow = text_of(hints_line(many, 30)[0])
    assert "? all keys" in narrow
    assert "0 thing 0" in narrow


@given(st.lists(st.builds(Hint, texts, texts, texts, st.booleans()), max_size=12), st.integers(1, 120))
def test_the_hints_fill_their_width(hints: list[Hint], width: int) -> None:
    assert line_width(hints_line(hints, width)[0]) == width


def test_the_keys_beside_the_answer() -> None:
    assert text_of(actions_line(HINTS[:2])) == "/ filter  s status"


def test_a_load_tells_how_fast_it_is_where_there_is_room() -> None:
    pace = "42,000 of 100,000 · 16,000/s · 4 s left"
    loading = Freshness(42_000, loading=(42_000, 100_000), pace=pace)
    assert f"loading {pace}" in text_of(org_line(PROD, loading, 120))
    assert text_of(org_line(PROD, loading, 60)).rstrip().endswith("loading 42,000 of 100,000")
    assert "not all loaded: R goes on" in text_of(org_line(PROD, Freshness(42_000, unfinished=True), 120))
