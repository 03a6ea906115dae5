"""The detail, for every width."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.access import Access
from lmo_tui.domain.licenses import Field, License
from lmo_tui.domain.text import clean
from lmo_tui.domain.verdicts import verdict
from lmo_tui.tui.render.detail import Detail
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.sheet import HEAD_HEIGHT, Sheet, block_widths, empty_sheet, sheet
from lmo_tui.tui.render.spans import Span, line_width
from tests.fakes.licenses import TODAY, a_license
from tests.fakes.strategies import licenses
from tests.payloads import PAYLOADS, Payload


def detail(license_: License, *, access: Access | None = None, siblings: tuple[License, ...] = ()) -> Detail:
    return Detail(license_, verdict(license_, TODAY), TODAY, access or Access(), siblings)


def assert_exact(laid_out: Sheet, width: int) -> None:
    assert sum(block.width for block in laid_out.blocks) == width
    assert len(laid_out.head) == HEAD_HEIGHT
    assert {line_width(line) for line in laid_out.head} == {width}
    for block in laid_out.blocks:
        assert {line_width(line) for line in block.lines} <= {block.width}


@given(licenses(), st.lists(licenses(), max_size=8), st.integers(24, 220))
def test_every_line_is_as_wide_as_its_block(license_: License, siblings: list[License], width: int) -> None:
    assert_exact(sheet(detail(license_, siblings=tuple(siblings)), width, (Span("x extend"),)), width)


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload.name)
def test_hostile_text_keeps_its_place(payload: Payload) -> None:
    text = clean(payload.text)
    texts = ("name", "status", "license_status", "license_type", "package", "version", "latest_version", "org_id")
    more = ("instance", "edition", "org_status", "org_trial_ends", "account", "contact", "contact_email", "lead")
    rest = ("lead_email", "company", "proxy_user", "owner", "created_by", "modified_by")
    hostile = replace(a_license(), **dict.fromkeys((*texts, *more, *rest), text), extra=((text, text),))  # type: ignore[arg-type] # a str for each of these attributes
    for width in (40, 80, 120):
        assert_exact(sheet(detail(hostile, siblings=(hostile,)), width), width)


@given(st.integers(1, 300))
def test_blocks_fill_the_pane(width: int) -> None:
    assert sum(block_widths(width)) == width


def test_the_widths_of_blocks_do_not_depend_on_the_license() -> None:
    wide = sheet(detail(a_license(extra=tuple((f"Field {n}", "x") for n in range(30)))), 120)
    plain = sheet(detail(a_license(extra=())), 120)
    assert [block.width for block in wide.blocks] == [block.width for block in plain.blocks]


def test_the_detail_at_120_columns() -> None:
    other = a_license(7, status="Suspended", package="Acme Sign")
    text = sheet(detail(a_license(), siblings=(other,)), 120, (Span("x extend"),)).text()
    lines = text.splitlines()
    assert lines[0].startswith("─ L-00042 · Globex Corporation ─────")
    assert lines[1].startswith(" They can get in until 2027-01-31 (68 days), 38 of 50 seats used.")
    assert lines[1].endswith("x extend")
    assert lines[2] == ""
    assert lines[3].split() == ["Information", "Prospect", "Organization", "System"]
    assert lines[4].split()[:2] == ["Status", "Active"]
    assert "Also here" in text
    assert "L-00007   ■ Suspended Acme S…" in text
    assert "Own fields" in text
    assert "Support ti… Gold" in text
    assert len(lines) <= 15


def test_groups_stand_below_each_other_where_it_is_narrow() -> None:
    text = sheet(detail(a_license()), 40).text()
    places = [text.index(title) for title in ("Information", "Prospect", "Organization", "System", "Own fields")]
    assert places == sorted(places)


def test_empty_and_unseen_are_told_apart() -> None:
    license_ = a_license(account="", contact="x", unseen=frozenset({"contact", "seats"}))
    text = sheet(detail(license_), 40).text()
    assert "Account       —" in text
    assert "Contact       no access" in text
    assert "Seats         no access" in text


def test_a_field_that_the_org_lacks_for_this_user_is_no_access() -> None:
    text = sheet(detail(a_license(), access=Access(unseen=frozenset({"edition", "expires"}))), 40).text()
    assert "Edition       no access" in text
    assert "Expires       no access" in text


def test_an_uninstalled_license_is_locked_and_says_why() -> None:
    laid_out = sheet(detail(a_license(status="Uninstalled", expires=date(2026, 3, 1))), 120)
    text = laid_out.text()
    assert "They cannot get in: the package was uninstalled." in text
    assert "⊘ L-00042 is Uninstalled: the customer removed the package" in text
    assert "Uninstalled ⊘" in text
    assert "2026-03-01 gone ⊘" in text
    assert laid_out.head[1][0].role is Role.PROBLEM


def test_a_field_that_this_user_may_not_change_is_marked_and_says_why() -> None:
    text = sheet(detail(a_license(), access=Access(updateable=frozenset({Field.STATUS}))), 120).text()
    assert "⊘ Seats is read-only for your user" in text
    assert "50, 38 used ⊘" in text
    assert "Active ⊘" not in text


def test_a_status_that_lags_shows_both_words() -> None:
    text = sheet(detail(a_license(status="Suspended", license_status="Active")), 40).text()
    assert "Status        Suspended" in text
    assert "LMA says      Active" in text


def test_more_than_six_siblings_are_counted() -> None:
    siblings = tuple(a_license(number) for number in range(1, 10))
    text = sheet(detail(a_license(), siblings=siblings), 80).text()
    assert "L-00006" in text
    assert "L-00007" not in text
    assert "and 3 more" in text


def test_org_facts_have_their_age() -> None:
    known = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    text = sheet(detail(a_license(org_facts_as_of=known, org_status="TRIAL", org_trial_ends="2026-12-05")), 60).text()
    assert "Until" in text
    assert "2026-12-05" in text
    assert "2026-11-20 08:00" in text


def test_without_a_license_there_is_a_sentence() -> None:
    laid_out = empty_sheet(80, "No license matches “globex”.")
    assert_exact(laid_out, 80)
    assert "No license matches “globex”." in laid_out.text()
