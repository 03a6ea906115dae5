"""What can be copied of a license, one line each."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.handover import said_of
from lmo_tui.domain.ids import is_id, long_id
from lmo_tui.domain.licenses import License
from lmo_tui.domain.markdown import row
from lmo_tui.domain.nearest import nearest
from lmo_tui.domain.orgs import Org


class Copy(StrEnum):
    """What is copied, by the word that names it after `:copy`."""

    ORG = "org"
    ORG18 = "org18"
    NAME = "name"
    ID = "id"
    URL = "url"
    ROW = "row"


TITLES: Final = {
    Copy.ORG: "Org id, 15",
    Copy.ORG18: "Org id, 18",
    Copy.NAME: "L-number",
    Copy.ID: "License id",
    Copy.URL: "Address",
    Copy.ROW: "Markdown row",
}

_IN_A_ROW: Final = ("name", "package", "version", "status", "seats", "used", "expires")


def parse_copy(text: str) -> Copy:
    """What is to be copied; raises BadEntryError."""
    wanted = text.strip().casefold()
    for each in Copy:
        if wanted == each:
            return each
    said, guess = f"“{text.strip()}” cannot be copied.", nearest(wanted, [each.value for each in Copy])
    raise BadEntryError(said, guess, f"Name one of: {', '.join(Copy)}.")


def copy_of(kind: Copy, licenses: Sequence[License], org: Org | None) -> str:
    """One line of each license that has it; empty where none has."""
    return "\n".join(filter(None, (_line(kind, license_, org) for license_ in licenses)))


def why_not_copy(kind: Copy, licenses: Sequence[License], org: Org | None) -> str | None:
    """Why there is nothing of the kind to copy, or None."""
    if copy_of(kind, licenses, org):
        return None
    if kind is Copy.URL:
        return "The address of the org is not known yet."
    return f"{licenses[0].name} names no org." if len(licenses) == 1 else "None of them names an org."


def _line(kind: Copy, license_: License, org: Org | None) -> str:
    match kind:
        case Copy.ORG:
            return license_.short_org_id
        case Copy.ORG18:
            return long_id(license_.org_id) if is_id(license_.org_id) else license_.org_id
        case Copy.NAME:
            return license_.name
        case Copy.ID:
            return long_id(license_.id)
        case Copy.URL:
            return org.record_url(long_id(license_.id)) if org else ""
        case Copy.ROW:
            told = [said_of(license_, name) for name in _IN_A_ROW]
            return row((told[0], license_.customer, license_.short_org_id, *told[1:]))
