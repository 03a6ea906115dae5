"""Text that sorts as a person expects: stored beside each license, so that an index can hold the order."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from lmo_tui.domain.filters import SEARCHED, searched
from lmo_tui.domain.licenses import License

SITE_SEATS: Final = 1 << 60
"""A site license sorts above every number of seats."""

NEVER: Final = 1 << 24
"""A license that does not expire sorts after every date."""

_NOTHING: Final = "\U0010ffff"
"""An empty text sorts after every other."""

_ALMOST: Final = "\U0010fffe"
"""What stands for the last character of all where a text holds it: it is no empty text."""

_DIGITS: Final = re.compile("[0-9]+")


def natural(text: str) -> str:
    """Text in which numbers sort by their value: 4.10 after 4.9, and L-100000 after L-99999."""
    return _DIGITS.sub(_with_length, text.casefold())


def folded(text: str) -> str:
    """Text that sorts regardless of case."""
    return text.casefold().replace(_NOTHING, _ALMOST) or _NOTHING


def natural_version(version: str) -> str:
    """A version that sorts by its numbers; licenses without one come last."""
    return natural(version) or _NOTHING


def org_key(short_org_id: str) -> str:
    """The id of a subscriber org; licenses without one come last."""
    return short_org_id or _NOTHING


def is_kept_by_sorting(part: str) -> bool:
    """Whether a part of a text that was `folded` can be looked for in what came of it."""
    return _NOTHING not in part and _ALMOST not in part


def newest_first(license_: License) -> str:
    """What ties are decided by, descending."""
    return natural(license_.name)


def haystack(license_: License) -> str:
    """The values that a text filter looks into, case folded; a newline, which ends every word, keeps them apart."""
    return "\n".join(searched(license_)).casefold()


def haystack_of(columns: Mapping[str, Sequence[str]]) -> list[str]:
    """The same for many licenses, of their columns."""
    parts = zip(*(columns[name] for name in SEARCHED), strict=True)
    return ["\n".join(values).casefold() for values in parts]


def sort_keys(license_: License) -> dict[str, str | int]:
    """What a list is sorted by, under the names of the columns of the store."""
    return {
        "by_name": newest_first(license_),
        "by_status": folded(license_.standing),
        "by_customer": folded(license_.customer),
        "by_package": folded(license_.package),
        "by_version": natural_version(license_.version),
        "by_seats": SITE_SEATS if license_.seats is None else min(license_.seats, SITE_SEATS - 1),
        "by_expires": NEVER if license_.expires is None else license_.expires.toordinal(),
        "by_org": org_key(license_.short_org_id),
        "by_edition": folded(license_.edition),
        "by_sandbox": int(license_.sandbox),
    }


def _with_length(digits: re.Match[str]) -> str:
    number = digits[0].lstrip("0")
    return f"{len(number):04}{number}"
