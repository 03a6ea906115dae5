"""Licenses as a table for people: the status is always a word."""

import os
import shutil
import sys
from collections.abc import Sequence
from datetime import date
from typing import Final

import click

from lmo_tui.cli.tables import GAP, Column, row, widths
from lmo_tui.domain.edits import Value
from lmo_tui.domain.entries import NEVER, SITE_LICENSE, spoken
from lmo_tui.domain.features import FeatureField
from lmo_tui.domain.licenses import AnyField, Field, License, Status

NO_ACCESS: Final = "no access"

_COLUMNS: Final = (
    Column("License"),
    Column("Status"),
    Column("Customer", flexible=True),
    Column("Package", flexible=True),
    Column("Version", flexible=True),
    Column("Seats", right=True),
    Column("Expires"),
    Column("Org"),
)
_STATUS: Final = 1
_COLORS: Final[dict[str, str]] = {
    Status.ACTIVE: "green",
    Status.TRIAL: "blue",
    Status.SUSPENDED: "yellow",
    Status.EXPIRED: "red",
    Status.UNINSTALLED: "bright_black",
}


def print_licenses(licenses: Sequence[License], today: date) -> None:
    """A line a license on stdout, as wide as the terminal where there is one."""
    if not licenses:
        return
    rows = [_cells(each, today) for each in licenses]
    on_screen = sys.stdout.isatty()
    wide = widths(_COLUMNS, rows, shutil.get_terminal_size().columns if on_screen else None)
    colored = on_screen and not os.environ.get("NO_COLOR")
    print_line(GAP.join(row(_COLUMNS, [column.title for column in _COLUMNS], wide)))
    for each, cells in zip(licenses, rows, strict=True):
        padded = row(_COLUMNS, cells, wide)
        if colored:
            padded[_STATUS] = click.style(padded[_STATUS], fg=_COLORS.get(each.standing))
        print_line(GAP.join(padded))


def print_line(text: str) -> None:
    """One line of data for people; a character that the locale cannot write becomes a question mark."""
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(text.rstrip().encode(encoding, "replace").decode(encoding))


def spoken_value(field: AnyField, value: Value) -> str:
    """A value, as a person types it."""
    if isinstance(field, FeatureField):
        return spoken(field, value)
    if value is None:
        return SITE_LICENSE if field is Field.SEATS else NEVER
    return f"{value:,}" if isinstance(value, int) else str(value)


def spoken_seats(license_: License) -> str:
    """Seats in use and sold, as `38/50`, `12/site`, or a dash where nobody uses any."""
    if "seats" in license_.unseen:
        return NO_ACCESS
    used = "-" if license_.used is None or "used" in license_.unseen else f"{license_.used:,}"
    return f"{used}/{spoken_value(Field.SEATS, license_.seats)}"


def spoken_expiry(license_: License, today: date) -> str:
    """The last day of access and how far it is."""
    if "expires" in license_.unseen:
        return NO_ACCESS
    left = license_.days_left(today)
    if left is None or license_.expires is None:
        return NEVER
    if license_.uninstalled:
        return f"{license_.expires.isoformat()} gone"
    distance = "today" if left == 0 else f"{left:,} d" if left > 0 else f"expired {-left:,} d"
    return f"{license_.expires.isoformat()} {distance}"


def spoken_customer(license_: License) -> str:
    """Who it belongs to, as far as this user may see."""
    if license_.customer:
        return license_.customer
    return NO_ACCESS if license_.unseen & {"account", "company"} else ""


def _cells(license_: License, today: date) -> tuple[str, ...]:
    return (
        license_.name,
        license_.standing,
        spoken_customer(license_),
        license_.package,
        license_.version,
        spoken_seats(license_),
        spoken_expiry(license_, today),
        license_.short_org_id,
    )
