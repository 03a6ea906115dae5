"""What may go wrong with one write: the rows of the table of failure modes, at each point of the protocol."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from lmo_tui.demo.faults import BAD_JSON
from lmo_tui.demo.server import DemoLmo

APPLIED: Final = "applied"
REFUSED: Final = "refused"
CONFLICT: Final = "conflict"
UNKNOWN: Final = "unknown"

BY_ID: Final = "WHERE Id = "
"""In the query that reads one license before and after a write, and in no other of a run."""


class Point(StrEnum):
    """Where on its way a write is."""

    READING = "reading"
    BEFORE = "PATCH, before the commit"
    AFTER = "PATCH, after the commit"
    BACK = "reading back"


@dataclass(frozen=True)
class Misfortune:
    """Something that goes wrong at one point, and the one truthful thing to say of it at first."""

    row: int
    """Of the table of failure modes."""
    name: str
    point: Point
    told: str
    do: Mapping[str, Any] = field(default_factory=dict)
    times: int | None = 1
    slow: bool = False
    """Whether nobody waits so long: only a client whose patience is set for the test meets it."""
    profile: str = "admin"
    """Who is logged in."""
    case: str = "over_used"
    """The license of the seed that is written."""
    refresh: str = ""
    """What becomes of a refresh of the session: "granted", "refused", or that there is none."""

    def arrange(self, lmo: DemoLmo, readings: int = 1, met: int = 0) -> None:
        """Let it happen to the next write, before which so many records are read, and to that reading of them."""
        if not self.do:
            return
        options = dict(self.do)
        kind = options.pop("kind")
        if self.point in {Point.READING, Point.BACK}:
            skip = readings * (self.point is Point.BACK) + met
            lmo.fault(kind, "GET", BY_ID, times=self.times, skip=skip, **options)
        else:
            lmo.fault(kind, "PATCH", times=self.times, commits=self.point is Point.AFTER, **options)

    def __str__(self) -> str:
        """Its name in a table."""
        return f"{self.row} {self.point}: {self.name}"


def kinds(**of: str) -> Mapping[str, Any]:
    """What the server does."""
    return MappingProxyType(of)


def _reads() -> Iterator[tuple[int, str, Mapping[str, Any], int | None, bool]]:
    """What may happen to a reading: row, name, what the server does, how often, and whether it takes long."""
    yield 1, "the session is over", kinds(kind="401"), None, False
    yield 3, "the connection breaks once", kinds(kind="before-commit-drop"), 1, False
    yield 3, "the connection always breaks", kinds(kind="before-commit-drop"), None, False
    yield 3, "busy once", kinds(kind="503"), 1, False
    yield 3, "always busy", kinds(kind="503"), None, False
    yield 3, "an internal error, always", kinds(kind="500"), None, False
    yield 5, "no answer in time", {"kind": "hang", "ms": 60_000}, None, True
    yield 5, "an answer by drops", {"kind": "trickle", "ms": 200}, None, True
    yield 6, "a redirect to the login page", kinds(kind="redirect-302"), None, False
    yield 7, "a login page", kinds(kind="html-200"), None, False
    yield 7, "cut off once", kinds(kind="truncated"), 1, False
    yield 7, "always cut off", kinds(kind="truncated"), None, False
    for what in BAD_JSON:
        yield 7, f"no JSON of the API: {what}", kinds(kind="bad-json", json=what), None, False
    yield 12, "no API requests left", kinds(kind="403"), None, False


def _on_reading() -> Iterator[Misfortune]:
    for row, name, do, times, slow in _reads():
        yield Misfortune(row, name, Point.READING, APPLIED if times == 1 else REFUSED, do, times, slow)
        # The org has said that it is saved: whatever befalls the proof, that stays true.
        yield Misfortune(row, name, Point.BACK, APPLIED, do, times, slow)


def _on_writing() -> Iterator[Misfortune]:
    before, after = Point.BEFORE, Point.AFTER
    yield Misfortune(1, "the session is over", before, REFUSED, kinds(kind="401"))
    yield Misfortune(3, "the connection breaks", before, UNKNOWN, kinds(kind="before-commit-drop"))
    yield Misfortune(4, "the connection breaks", after, APPLIED, kinds(kind="after-commit-drop"))
    yield Misfortune(5, "no answer in time, saved late", before, UNKNOWN, kinds(kind="pause", name="late"), slow=True)
    yield Misfortune(5, "no answer in time", after, APPLIED, kinds(kind="pause", name="late", at="after"), slow=True)
    lost = [(3, "503", "busy"), (3, "500", "an internal error"), (6, "redirect-302", "a redirect to the login page")]
    for row, kind, name in (*lost, (7, "html-200", "a login page")):
        yield Misfortune(row, name, before, UNKNOWN, kinds(kind=kind))
        yield Misfortune(row, name, after, APPLIED, kinds(kind=kind))
    for what in BAD_JSON:
        do = kinds(kind="bad-json", json=what)
        yield Misfortune(7, f"no answer of the API: {what}", before, UNKNOWN, do)
        yield Misfortune(7, f"no answer of the API: {what}", after, APPLIED, do)
    yield Misfortune(7, "cut off", after, APPLIED, kinds(kind="truncated"))
    yield Misfortune(8, "the org says that it moved", before, CONFLICT, kinds(kind="412"))
    yield Misfortune(8, "a gateway sent it twice, the second was refused", after, APPLIED, kinds(kind="412"))
    yield Misfortune(11, "the row is locked once", before, APPLIED, kinds(kind="lock"))
    yield Misfortune(11, "the row is locked twice", before, APPLIED, kinds(kind="lock"), 2)
    yield Misfortune(11, "the row stays locked", before, REFUSED, kinds(kind="lock"), None)
    yield Misfortune(12, "no API requests left", before, REFUSED, kinds(kind="403"))


def _of_sessions() -> Iterator[Misfortune]:
    """The session ends where a new one can be had, or where that is refused."""
    for point in (Point.READING, Point.BEFORE, Point.BACK):
        yield Misfortune(1, "refreshed", point, APPLIED, kinds(kind="401"), refresh="granted")
        end = APPLIED if point is Point.BACK else REFUSED
        yield Misfortune(1, "not refreshed", point, end, kinds(kind="401"), None, refresh="refused")


def _of_orgs() -> Iterator[Misfortune]:
    """Where the org, or what this user may do there, is in the way."""
    for profile in ("read-only", "no-edit-fls"):
        yield Misfortune(26, f"profile {profile}", Point.BEFORE, REFUSED, profile=profile)
    yield Misfortune(28, "a rule of the org", Point.BEFORE, REFUSED, case="deactivated_proxy")
    for case in ("uninstalled", "read_only", "checkout"):
        yield Misfortune(9, f"the license is locked: {case}", Point.READING, REFUSED, case=case)


OF_LICENSES: Final = frozenset({"profile no-edit-fls", "a rule of the org"})
"""What is in the way of fields of a license, but not of its parameters."""

ALL: Final = (*_on_reading(), *_on_writing(), *_of_sessions(), *_of_orgs())
"""Every one of them."""
