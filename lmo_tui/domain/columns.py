"""Which columns a list of licenses shows, in which order, and how wide."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

from lmo_tui.domain.errors import BadEntryError

NARROWEST: Final = 3
WIDEST: Final = 100
"""Cells of a column."""


class ColumnName(StrEnum):
    """The columns there are: what a license has in JSON, customer and mail, and seats with the used ones."""

    NAME = "name"
    STATUS = "status"
    CUSTOMER = "customer"
    PACKAGE = "package"
    VERSION = "version"
    EDITION = "edition"
    SEATS = "seats"
    EXPIRES = "expires"
    ORG = "org"
    SANDBOX = "sandbox"
    INSTALLED = "installed"
    LICENSE_STATUS = "license_status"
    USED = "used"
    ACCOUNT = "account"
    CONTACT = "contact"
    LEAD = "lead"
    COMPANY = "company"
    MAIL = "mail"
    LATEST = "latest"
    ORG_STATUS = "org_status"
    INSTANCE = "instance"
    MODIFIED = "modified"
    LOCKED = "locked"
    VERDICT = "verdict"
    ID = "id"


_ALSO: Final = {"org_id": ColumnName.ORG, "version_is_latest": ColumnName.LATEST, "locked_reason": ColumnName.LOCKED}
"""Names that JSON has for them."""


class ColumnChoice(NamedTuple):
    """A column, and its width where it shall have a certain one."""

    name: ColumnName
    width: int | None = None


Columns: TypeAlias = tuple[ColumnChoice, ...]
"""The columns in order; none means those that the width has room for."""


def parse_columns(texts: Iterable[str]) -> Columns:
    """The columns that are written as `customer` or `customer:30`; raises BadEntryError."""
    chosen: dict[ColumnName, ColumnChoice] = {}
    for text in texts:
        word, colon, width = text.strip().casefold().partition(":")
        name = _ALSO.get(word) or next((each for each in ColumnName if each == word), None)
        if name is None:
            from difflib import get_close_matches

            near = get_close_matches(word, list(ColumnName), n=1, cutoff=0.5)
            remedy = f"Did you mean {near[0]}?" if near else f"There are {', '.join(ColumnName)}."
            raise BadEntryError(f"There is no column “{text.strip()}”.", remedy=remedy)
        if colon and not (width.isascii() and width.isdigit() and NARROWEST <= int(width[:4]) <= WIDEST):
            raise BadEntryError(f"“{width}” is no width.", remedy=f"Type {name}:{NARROWEST} to {name}:{WIDEST}.")
        if name in chosen:
            raise BadEntryError(f"The column {name} is named twice.", remedy="Name each column once.")
        chosen[name] = ColumnChoice(name, int(width) if colon else None)
    return tuple(chosen.values())


def spelled_columns(columns: Columns) -> list[str]:
    """The texts that are parsed to these columns."""
    return [each.name.value if each.width is None else f"{each.name}:{each.width}" for each in columns]
