"""Packages and their versions."""

import re
from dataclasses import dataclass
from typing import Final

_NUMBERS: Final = re.compile(r"\d+", re.ASCII)


def parts(number: str) -> tuple[int, ...]:
    """The numbers in a version number, without trailing zeros, so that 4.2 and 4.2.0 are the same."""
    found = [int(digits[:12]) for digits in _NUMBERS.findall(number)]
    while found and found[-1] == 0:
        found.pop()
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Release:
    """The newest released version of a package."""

    package_id: str
    version_id: str
    number: str

    def seen_from(self, version_id: str, version: str) -> str:
        """Its number as a license of the package has it: spelled as the license's own version if that is the same."""
        return newest_seen(version_id, version, self.version_id, self.number)


def newest_seen(version_id: str, version: str, newest_id: str, newest: str) -> str:
    """The number of the newest version, spelled as `version` if that is the same one: so it is not called outdated."""
    same = newest_id == version_id or (bool(version) and parts(newest) == parts(version))
    return version if same and version else newest
