"""What is asked before a write."""

from datetime import date

import pytest

from lmo_tui.domain.edits import Change, Edit, Value
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.tui.render.confirm import change_lines, confirm_title, difference, warning_lines
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import text_of
from tests.fakes.licenses import a_license


def test_the_title_names_license_customer_and_org() -> None:
    title = confirm_title(Edit(a_license(), ()), "acme-lmo", OrgClass.PRODUCTION)
    assert text_of(title) == "Change L-00042 · Globex Corporation · in acme-lmo  PROD "
    assert title[-1].role is Role.BADGE_PROD
    nobody = confirm_title(Edit(a_license(account="", contact=""), ()), "acme-lmo", OrgClass.DEMO)
    assert text_of(nobody) == "Change L-00042 · in acme-lmo  DEMO "


def test_before_and_after_stand_below_each_other() -> None:
    edit = Edit(
        a_license(),
        (
            Change(Field.STATUS, "Active", "Suspended"),
            Change(Field.SEATS, 50, None),
            Change(Field.EXPIRES, date(2026, 12, 2), date(2026, 12, 24)),
        ),
    )
    assert [text_of(line) for line in change_lines(edit)] == [
        "Status    Active      →  ■ Suspended",
        "Seats     50          →  site license",
        "Expires   2026-12-02  →  2026-12-24   (+22 d)",
    ]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (50, 60, "(+10)"),
        (50, 5, "(-45)"),
        (1_000, 99_000_000, "(+98,999,000)"),
        (None, 5, ""),
        (date(2026, 12, 24), date(2026, 12, 2), "(-22 d)"),
        (date(2026, 12, 24), None, ""),
        ("Active", "Suspended", ""),
    ],
)
def test_how_far_a_value_moves(before: Value, after: Value, shown: str) -> None:
    assert difference(Change(Field.SEATS, before, after)) == shown


def test_warnings_are_marked_by_a_sign_and_a_color() -> None:
    (line,) = warning_lines(Edit(a_license(), (), ("This date is past.",)))
    assert text_of(line) == "▲ This date is past."
    assert {span.role for span in line} == {Role.WARNING}
