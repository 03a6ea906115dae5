"""How single values read in a list."""

from datetime import date, timedelta
from typing import Any

import pytest

from lmo_tui.domain.licenses import Field
from lmo_tui.tui.render.licenses import (
    customer_cell,
    expires_cell,
    license_status,
    seats_cell,
    short_number,
    status_role,
    status_span,
    value_text,
    version_cell,
)
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Span, text_of
from tests.fakes.licenses import TODAY, a_license


@pytest.mark.parametrize(
    ("values", "shown", "role"),
    [
        ({"status": "Active"}, "● Active", Role.ACTIVE),
        ({"status": "Trial"}, "◐ Trial", Role.TRIAL),
        ({"status": "Suspended"}, "■ Suspended", Role.SUSPENDED),
        ({"status": "Uninstalled"}, "✗ Uninstalled", Role.UNINSTALLED),
        ({"status": "Active", "license_status": "Expired"}, "▲ Expired*", Role.PROBLEM),
        ({"status": "Active", "license_status": "Uninstalled"}, "✗ Uninstalled*", Role.UNINSTALLED),
        ({"status": "Suspended", "license_status": "Active"}, "■ Suspended*", Role.SUSPENDED),
        ({"status": "Frozen", "license_status": ""}, "? Frozen", Role.WARNING),
        ({"unseen": frozenset({"status"})}, "no access", Role.DIM),
    ],
)
def test_a_status_is_symbol_word_and_role(values: dict[str, Any], shown: str, role: Role) -> None:
    assert license_status(a_license(**values)) == Span(shown, role)


def test_every_status_differs_in_symbol_and_word() -> None:
    shown = [status_span(word).text for word in ("Active", "Trial", "Suspended", "Expired", "Uninstalled", "Other")]
    assert len({text[0] for text in shown}) == len(shown)
    assert status_role("Other") is Role.WARNING


@pytest.mark.parametrize(
    ("values", "shown", "role"),
    [
        ({}, "    38/50 ▆", Role.TEXT),
        ({"seats": 10, "used": 4}, "     4/10 ▃", Role.TEXT),
        ({"seats": 10, "used": 0}, "     0/10 ▁", Role.TEXT),
        ({"seats": 10, "used": 10}, "    10/10 █", Role.WARNING),
        ({"seats": 10, "used": 11}, "    11/10 ▲", Role.PROBLEM),
        ({"seats": 0, "used": 0}, "      0/0 █", Role.WARNING),
        ({"seats": 0, "used": 3}, "      3/0 ▲", Role.PROBLEM),
        ({"seats": None, "used": 12}, "  12/site  ", Role.TEXT),
        ({"seats": 10, "used": None}, "     —/10  ", Role.TEXT),
        ({"seats": 99_000_000, "used": 1_234_567}, " 1.2M/99M ▁", Role.TEXT),
        ({"status": "Uninstalled", "used": None}, "        —  ", Role.DIM),
        ({"unseen": frozenset({"seats", "used"})}, "no access ▆", Role.DIM),
        ({"unseen": frozenset({"seats"})}, "     38/? ▆", Role.TEXT),
    ],
)
def test_seats(values: dict[str, Any], shown: str, role: Role) -> None:
    line = seats_cell(a_license(**values), 11)
    assert text_of(line) == shown
    assert line[0].role is role


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"),
        (9_999, "9999"),
        (10_000, "10k"),
        (999_999, "999k"),
        (1_000_000, "1M"),
        (1_500_000, "1.5M"),
        (9_990_000, "10.0M"),
        (99_000_000, "99M"),
    ],
)
def test_a_number_in_few_cells(number: int, shown: str) -> None:
    assert short_number(number) == shown
    assert len(shown) <= 5


@pytest.mark.parametrize(
    ("values", "shown", "role"),
    [
        ({"expires": date(2027, 1, 31)}, "2027-01-31 68 d", Role.DIM),
        ({"expires": date(2027, 3, 1)}, "2027-03-01 in 3 mo", Role.DIM),
        ({"expires": TODAY}, "2026-11-24 today", Role.WARNING),
        ({"expires": TODAY + timedelta(30)}, "2026-12-24 30 d", Role.WARNING),
        ({"expires": TODAY + timedelta(31)}, "2026-12-25 31 d", Role.DIM),
        ({"expires": date(2026, 11, 12)}, "2026-11-12 expired 12 d", Role.PROBLEM),
        ({"expires": None}, "never", Role.DIM),
        ({"status": "Uninstalled", "expires": date(2026, 3, 1)}, "2026-03-01 gone", Role.UNINSTALLED),
        ({"status": "Uninstalled", "expires": None}, "gone", Role.UNINSTALLED),
        ({"unseen": frozenset({"expires"})}, "no access", Role.DIM),
    ],
)
def test_expiry(values: dict[str, Any], shown: str, role: Role) -> None:
    assert expires_cell(a_license(**values), TODAY, 24) == Span(shown, role)


def test_an_expiry_is_said_in_fewer_words_where_there_is_less_room() -> None:
    lapsed = a_license(expires=date(2026, 11, 12))
    assert expires_cell(lapsed, TODAY, 20).text == "2026-11-12 12 d ago"
    assert expires_cell(lapsed, TODAY, 12).text == "2026-11-12"


def test_a_sandbox_is_marked_at_the_right_of_the_customer() -> None:
    assert text_of(customer_cell(a_license(account="Umbrella Ltd", sandbox=True), 22)) == "Umbrella Ltd     ⌂ sbx"
    assert text_of(customer_cell(a_license(account="Umbrella Ltd"), 14)) == "Umbrella Ltd  "
    assert text_of(customer_cell(a_license(account="", contact=""), 4)) == "—   "


def test_an_old_version_is_marked() -> None:
    assert version_cell(a_license()).text == "4.2.1"
    assert version_cell(a_license(version="3.9.0")).text == "3.9.0 ↑"
    assert version_cell(a_license(version="")) == Span("—", Role.DIM)


def test_values_in_full() -> None:
    assert value_text(Field.SEATS, 1_250) == "1,250"
    assert value_text(Field.SEATS, None) == "site license"
    assert value_text(Field.EXPIRES, None) == "never expires"
    assert value_text(Field.EXPIRES, date(2027, 1, 31)) == "2027-01-31"
    assert value_text(Field.STATUS, "Active") == "Active"
