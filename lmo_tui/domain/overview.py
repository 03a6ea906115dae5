"""What the overview counts: figures of marks, each a number and the filter that finds its licenses."""

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple, Protocol

from lmo_tui.domain.filters import View, spelled
from lmo_tui.domain.filters.fields import FieldName
from lmo_tui.domain.filters.terms import Comparison, Op
from lmo_tui.domain.filters.versions import parts
from lmo_tui.domain.licenses import Status

MOST_PACKAGES: Final = 10
"""Packages that have a row of their own; one more holds the others."""

MOST_VERSIONED: Final = 5
"""Packages of which the versions are shown, and below how many of each."""
MOST_VERSIONS: Final = 5

MONTHS: Final = 12
LIVE: Final = "!uninstalled"


class Tone(StrEnum):
    """What a mark stands for, which a theme gives its color."""

    ACTIVE = "active"
    TRIAL = "trial"
    SUSPENDED = "suspended"
    OTHER = "other"
    UNINSTALLED = "uninstalled"
    PLAIN = "plain"
    WARNING = "warning"
    PROBLEM = "problem"


class Shape(StrEnum):
    """How a figure is drawn."""

    STACKS = "stacks"
    BARS = "bars"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Mark:
    """A number of licenses, what they are in words, and the terms that find them in the view."""

    name: str
    terms: str
    count: int
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a figure: one mark a column, None where the calendar has no such day."""

    label: str
    marks: tuple[Mark | None, ...]

    @property
    def total(self) -> int:
        """All that its marks count."""
        return sum(mark.count for mark in self.marks if mark is not None)


@dataclass(frozen=True, slots=True)
class Figure:
    """One section of the overview."""

    id: str
    title: str
    shape: Shape
    columns: tuple[tuple[str, Tone], ...]
    rows: tuple[Row, ...]

    @property
    def marks(self) -> Iterator[Mark]:
        """Every mark, row by row."""
        return (mark for row in self.rows for mark in row.marks if mark is not None)


class Kind(NamedTuple):
    """Licenses that are alike: package and version are None where this user may not see them."""

    package: str | None
    state: str
    version: str | None
    number: int


@dataclass(frozen=True, slots=True)
class Tallies:
    """What a store counts of a view; a month is written `2026-11`, and what may not be seen is left out."""

    kinds: Sequence[Kind] = ()
    ends: Sequence[tuple[date | None, int]] = ()
    """Of what is installed: the last day of access, None for never."""
    hidden_ends: int = 0
    """How many of those have one that this user may not see."""
    seats: Sequence[tuple[int, int]] = ()
    """Of what is installed: the place in `SEATS`."""
    installed: Sequence[tuple[str, int]] = ()
    uninstalled: Sequence[tuple[str, int]] = ()
    """Uninstalled licenses by the month of their last change: the LMA has no date of that (`domain.md` 7)."""

    @property
    def total(self) -> int:
        """All licenses of the view."""
        return sum(kind.number for kind in self.kinds)


class OverviewCounting(Protocol):
    """What the overview counts."""

    def tallies(self, view: View, today: date, *, wanted: Callable[[], bool] = ...) -> Tallies:
        """What is counted of a view: a scan; raises GivenUpError soon after it is no longer wanted."""
        ...


STATES: Final = (
    (Status.ACTIVE, "active", Tone.ACTIVE),
    (Status.TRIAL, "trial", Tone.TRIAL),
    (Status.SUSPENDED, "suspended", Tone.SUSPENDED),
    ("Other", "!active !trial !suspended !uninstalled", Tone.OTHER),
    (Status.UNINSTALLED, "uninstalled", Tone.UNINSTALLED),
)
"""The columns of the first figure: title, terms, tone. Other is a Status that no tab holds, as Expired."""

EDGES: Final = (0, 25, 50, 75, 90, 100)
"""Percent of the seats that are used, at which the bars of the histogram part."""

SEATS: Final = (
    ("none used", "use=0", Tone.WARNING),
    *((f"{low}-{high} %", f"use>{low} use<{high}", Tone.PLAIN) if not low else
      (f"{low}-{high} %", f"use>={low} use<{high}", Tone.PLAIN) for low, high in pairwise(EDGES)),
    ("100 % full", "use=100", Tone.WARNING),
    ("over-used", "use>100", Tone.PROBLEM),
    ("site license", "site", Tone.PLAIN),
    ("not known", "!use>=0 !site", Tone.PLAIN),
)  # fmt: skip
"""The bars of the histogram: label, terms, tone."""

SPANS: Final = (
    ("ended", "exp<today", Tone.PROBLEM),
    ("within 7 d", "exp>=today exp<=7d", Tone.PROBLEM),
    ("8-30 d", "exp>7d exp<=30d", Tone.WARNING),
    ("31-90 d", "exp>30d exp<=90d", Tone.PLAIN),
    ("91-365 d", "exp>90d exp<=365d", Tone.PLAIN),
    ("later", "exp>365d !perpetual", Tone.PLAIN),
    ("never", "perpetual", Tone.PLAIN),
    ("no access", "!exp<=never", Tone.PLAIN),
)
"""What expires when: label, terms, tone."""

_LIMITS: Final = (-1, 7, 30, 90, 365)


def opened(view: View, mark: Mark) -> View:
    """The view that shows the licenses of a mark: what was looked at, with the terms of the mark behind it."""
    return replace(view, text=f"{view.text} {mark.terms}".strip())


def figures(tallies: Tallies, today: date) -> tuple[Figure, ...]:
    """All sections of the overview, in order."""
    return (
        _states(tallies.kinds),
        _calendar(tallies.ends, today),
        _ends(tallies, today),
        _versions(tallies.kinds),
        _seats(tallies.seats),
        _months(tallies, today),
    )


def _states(kinds: Sequence[Kind]) -> Figure:
    counts: Counter[tuple[str | None, int]] = Counter()
    named = _named(kinds)[:MOST_PACKAGES]
    labels = dict(named)
    for kind in kinds:
        key = None if kind.package is None else kind.package.casefold()
        counts[key if key in labels else None, _state_place(kind.state)] += kind.number
    rows = [_state_row(label or "(no package)", _package(key), key, counts) for key, label in named]
    if any(key is None for key, _ in counts):
        others = " ".join(f"!{_package(key)}" for key, _ in named)
        rows.append(_state_row("others" if named else "all", others, None, counts))
    columns = tuple((str(title), tone) for title, _, tone in STATES)
    return Figure("status", "Status by package", Shape.STACKS, columns, tuple(rows))


def _state_row(label: str, terms: str, key: str | None, counts: Counter[tuple[str | None, int]]) -> Row:
    marks = (
        Mark(f"{label} · {title}", f"{terms} {own}".strip(), counts[key, place], tone)
        for place, (title, own, tone) in enumerate(STATES)
    )
    return Row(label, tuple(marks))


def _state_place(state: str) -> int:
    return next((place for place, (title, _, _) in enumerate(STATES) if title == state), 3)


def _named(kinds: Iterable[Kind]) -> list[tuple[str, str]]:
    """The packages, case folded and as they are written, the one with the most licenses first."""
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for kind in sorted(kinds, key=lambda each: each.package or ""):
        if kind.package is not None:
            counts[kind.package.casefold()] += kind.number
            written.setdefault(kind.package.casefold(), kind.package)
    return [(key, written[key]) for key, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0]))]


def _package(key: str) -> str:
    return spelled((Comparison(FieldName.PACKAGE, Op.EQUAL, key),))


def _calendar(ends: Iterable[tuple[date | None, int]], today: date) -> Figure:
    counts = dict(ends)
    rows = []
    for year, month in _from(today.year, today.month, MONTHS):
        last = monthrange(year, month)[1]
        marks = (_day(date(year, month, day), counts, today) if day <= last else None for day in range(1, 32))
        rows.append(Row(f"{year}-{month:02}", tuple(marks)))
    columns = tuple((str(day), Tone.PLAIN) for day in range(1, 32))
    return Figure("calendar", "Last days of access, by day", Shape.CALENDAR, columns, tuple(rows))


def _day(day: date, counts: dict[date | None, int], today: date) -> Mark:
    tone = Tone.PROBLEM if day < today else Tone.WARNING if (day - today).days <= 30 else Tone.PLAIN
    return Mark(f"last day of access {day:%a} {day}", f"expires={day} {LIVE}", counts.get(day, 0), tone)


def _ends(tallies: Tallies, today: date) -> Figure:
    found = [0] * len(SPANS)
    for day, count in tallies.ends:
        left = None if day is None else (day - today).days
        place = -2 if left is None else next((at for at, limit in enumerate(_LIMITS) if left <= limit), len(_LIMITS))
        found[place] += count
    found[-1] = tallies.hidden_ends
    return _bars("ends", "What expires when", "last day of access", SPANS, found)


def _seats(seats: Iterable[tuple[int, int]]) -> Figure:
    counts = dict(seats)
    found = [counts.get(place, 0) for place in range(len(SEATS))]
    return _bars("seats", "Seats in use", "seats", SEATS, found)


def _bars(id_: str, title: str, what: str, bars: Sequence[tuple[str, str, Tone]], counts: Sequence[int]) -> Figure:
    rows = (
        Row(label, (Mark(f"{what}: {label}", f"{terms} {LIVE}", count, tone),))
        for (label, terms, tone), count in zip(bars, counts, strict=True)
    )
    return Figure(id_, f"{title}, of what is installed", Shape.BARS, (("Licenses", Tone.PLAIN),), tuple(rows))


def _versions(kinds: Sequence[Kind]) -> Figure:
    live = [kind for kind in kinds if kind.state != Status.UNINSTALLED]
    rows: list[Row] = []
    for key, label in _named(live)[:MOST_VERSIONED]:
        own = (kind for kind in live if kind.package is not None and kind.package.casefold() == key)
        rows += _version_rows(_package(key), label or "(no package)", own)
    return Figure("versions", "Versions, of what is installed", Shape.BARS, (("Licenses", Tone.PLAIN),), tuple(rows))


def _version_rows(package: str, label: str, kinds: Iterable[Kind]) -> Iterator[Row]:
    counts: Counter[tuple[int, ...]] = Counter()
    for kind in kinds:
        counts[parts(kind.version or "")] += kind.number
    numbered = sorted((key for key in counts if key), reverse=True)
    shown = numbered[:MOST_VERSIONS]
    bars = [(version, f"version={version}", counts[key]) for key in shown if (version := _dotted(key))]
    if older := numbered[MOST_VERSIONS:]:
        edge = _dotted(shown[-1])
        bars.append((f"before {edge}", f"version<{edge}", sum(counts[key] for key in older)))
    if counts[()]:
        bars.append(("no version", "!version>=0", counts[()]))
    for place, (name, terms, count) in enumerate(bars):
        tone = Tone.PLAIN if not place else Tone.WARNING
        yield Row(f"{label} {name}", (Mark(f"{label} {name}", f"{package} {terms} {LIVE}", count, tone),))


def _dotted(key: tuple[int, ...]) -> str:
    """The version as it is typed; 3 is also 3.0, and is called so."""
    return ".".join(map(str, key if len(key) > 1 else (*key, 0)))


def _months(tallies: Tallies, today: date) -> Figure:
    installed, gone = dict(tallies.installed), dict(tallies.uninstalled)
    first = today.year * 12 + today.month - MONTHS
    rows = []
    for year, month in _from(first // 12, first % 12 + 1, MONTHS):
        label, last = f"{year}-{month:02}", monthrange(year, month)[1]
        within = "{0}>=" + f"{label}-01 " + "{0}<=" + f"{label}-{last}"
        came = Mark(f"installed in {label}", within.format("installed"), installed.get(label, 0), Tone.ACTIVE)
        terms = f"uninstalled {within.format('modified')}"
        went = Mark(f"uninstalled, last changed in {label}", terms, gone.get(label, 0), Tone.UNINSTALLED)
        rows.append(Row(label, (came, went)))
    columns = (("Installed", Tone.ACTIVE), ("Uninstalled", Tone.UNINSTALLED))
    title = "Installs and uninstalls by month (an uninstall by its license's last change)"
    return Figure("months", title, Shape.STACKS, columns, tuple(rows))


def _from(year: int, month: int, count: int) -> Iterator[tuple[int, int]]:
    first = year * 12 + month - 1
    return ((at // 12, at % 12 + 1) for at in range(first, first + count))
