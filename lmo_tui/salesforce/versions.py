"""The newest released version of each package."""

from collections.abc import Collection, Iterable
from typing import Final

from lmo_tui.domain.packages import Release, parts
from lmo_tui.salesforce.answers import Record, SfFlag, SfId, SfNumber, SfStr, Shape
from lmo_tui.salesforce.soql import select
from lmo_tui.salesforce.wire import (
    PACKAGE_VERSION,
    VERSION_BETA,
    VERSION_LABEL,
    VERSION_NUMBER,
    VERSION_PACKAGE,
    VERSION_SEQUENCE,
)

_WANTED: Final = ("Name", VERSION_PACKAGE, VERSION_NUMBER, VERSION_LABEL, VERSION_SEQUENCE, VERSION_BETA)


class VersionRow(Shape):
    """A package version, by short names."""

    id: SfId
    package: SfId
    number: SfStr = ""
    sequence: SfNumber = None
    beta: SfFlag = False


class LatestVersions:
    """Answers which version of a package is the newest that was released."""

    def __init__(self, rows: Iterable[VersionRow] = ()) -> None:
        best: dict[str, VersionRow] = {}
        self._ids: set[str] = set()
        for row in rows:
            self._ids.add(row.id)
            if row.beta or not row.number or not row.package:
                continue
            if row.package not in best or _rank(row) > _rank(best[row.package]):
                best[row.package] = row
        self._latest = {package: Release(package, row.id, row.number) for package, row in best.items()}

    @property
    def releases(self) -> frozenset[Release]:
        """The newest version of each package."""
        return frozenset(self._latest.values())

    def knows(self, version_id: str) -> bool:
        """Whether a version is among those that were read, be it released or not; where none are shown, none is new."""
        return not version_id or not self._ids or version_id in self._ids

    def of(self, package_id: str, version_id: str, version: str) -> str:
        """The newest version's number, spelled as `version` if that is the same one; empty if not known."""
        latest = self._latest.get(package_id)
        return "" if latest is None else latest.seen_from(version_id, version)


def query(fields: Collection[str]) -> str | None:
    """The query for all package versions; None where their packages or numbers cannot be seen."""
    wanted = [name for name in _WANTED if name in fields]
    if VERSION_PACKAGE not in wanted or not {VERSION_NUMBER, VERSION_LABEL, "Name"}.intersection(wanted):
        return None
    return select(["Id", *wanted], PACKAGE_VERSION)


def row_of(record: Record) -> VersionRow:
    """A package version out of a record."""
    number = record.get(VERSION_NUMBER) or record.get(VERSION_LABEL) or record.get("Name")
    return VersionRow.model_validate(
        {
            "id": record.get("Id"),
            "package": record.get(VERSION_PACKAGE),
            "number": number,
            "sequence": record.get(VERSION_SEQUENCE),
            "beta": record.get(VERSION_BETA),
        }
    )


def _rank(row: VersionRow) -> tuple[float, tuple[int, ...]]:
    return (-1.0 if row.sequence is None else row.sequence, parts(row.number))
