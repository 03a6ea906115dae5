"""The lines round the desk: where one is, and which keys do something here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from lmo_tui.domain.orgs import BADGES, WARNINGS, OrgClass
from lmo_tui.tui.render.ages import STALE, age
from lmo_tui.tui.render.dates import countdown
from lmo_tui.tui.render.places import Place
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, beside, cells, fit, fit_text, joined, line_width

MOST_HINTS: Final = 8

SLOW: Final = timedelta(seconds=2)
"""From here on an answer takes so long that one waits for a save."""


class Writing(StrEnum):
    """Whether changes can be saved from here."""

    READ_ONLY = "read-only"
    OPEN = "writing"


@dataclass(frozen=True, slots=True)
class OrgFacts:
    """Which org one works in, who one is there, and whether writing is open."""

    alias: str
    org_class: OrgClass | None = None
    """None while it is not known yet."""
    user: str = ""
    writing: Writing = Writing.READ_ONLY
    time_left: timedelta | None = None
    """Until writing closes again; None when it was not opened for a time."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """How much there is, how old it is, and what is going on."""

    count: int | None = None
    synced: timedelta | None = None
    """How long ago everything was last loaded; None: never."""
    news: int = 0
    """How many licenses the last look found changed."""
    unfinished: bool = False
    """Whether there are more in the org than were ever loaded."""
    loading: tuple[int, int | None] | None = None
    """Loaded so far and in all."""
    pace: str = ""
    """The same in words, with how fast and how long; shown where there is room."""
    connecting: bool = False
    problem: str = ""
    """Why the org cannot be asked, in one sentence."""
    latency: timedelta | None = None
    """How long the org took for its last answer."""
    api_percent: int | None = None


BADGE_ROLES: Final = {
    OrgClass.PRODUCTION: Role.BADGE_PROD,
    OrgClass.UNKNOWN: Role.BADGE_PROD,
    OrgClass.DEMO: Role.BADGE_DEMO,
}
"""The looks of the label that says what is at stake; any other class is a plain one."""


def org_line(org: OrgFacts, fresh: Freshness, width: int) -> Line:
    """The top line: alias, class, write state, user; at the right count, freshness, API use. The least goes first."""
    for user, wordy, count, api, latency in (
        (True, True, True, True, True),
        (True, True, True, True, False),
        (True, True, True, False, False),
        (False, True, True, False, False),
        (False, True, False, False, False),
        (False, False, False, False, False),
    ):
        left = _org_left(org, user=user, wordy=wordy)
        right = _org_right(fresh if latency else replace(fresh, latency=None), count=count, api=api, wordy=wordy)
        if line_width(left) + line_width(right) + 2 <= width:
            return beside(left, right, width)
    room = max(width - line_width(left) - 2, 0)
    return beside(left, fit(right, room) if room > 8 else NOTHING, width)


def _org_left(org: OrgFacts, *, user: bool, wordy: bool) -> Line:
    spans = [Span(f" {fit_text(org.alias, min(cells(org.alias), 24))} ", Role.STRONG)]
    if org.org_class is not None:
        spans.append(Span(f" {BADGES[org.org_class]} ", BADGE_ROLES.get(org.org_class, Role.BADGE_OTHER)))
    if org.org_class in WARNINGS:
        spans.append(Span(" will expire", Role.WARNING))
    if org.writing is Writing.READ_ONLY:
        spans.append(Span(" read-only" if wordy else " ro", Role.DIM))
    elif org.time_left is not None:
        spans.append(Span(f" writing {countdown(org.time_left)}{' left' if wordy else ''}", Role.WRITING))
    elif wordy:
        spans.append(Span(" writing", Role.DIM))
    if user and org.user:
        spans.append(Span(f" · {org.user}", Role.TEXT))
    return joined(spans)


def _org_right(fresh: Freshness, *, count: bool, api: bool, wordy: bool) -> Line:
    parts: list[Span] = []
    if count and fresh.count is not None:
        parts.append(Span(f"{fresh.count:,} {'license' if fresh.count == 1 else 'licenses'}", Role.TEXT))
    parts.append(_news(fresh, wordy=wordy))
    if fresh.latency is not None and not fresh.problem:
        parts.append(Span(_took(fresh.latency), Role.WARNING if fresh.latency >= SLOW else Role.DIM))
    if api and fresh.api_percent is not None:
        parts.append(Span(f"api {fresh.api_percent}%", Role.WARNING if fresh.api_percent >= 80 else Role.DIM))
    line: list[Span] = []
    for part in parts:
        if part.text:
            line += [Span(" · ", Role.DIM), part] if line else [part]
    return (*line, Span(" "))


def _took(latency: timedelta) -> str:
    """Two digits of it: more would only flicker."""
    thousandths = max(latency // timedelta(milliseconds=1), 1)
    if thousandths >= 1_000:
        return f"{thousandths / 1_000:.1f} s"
    return f"{thousandths // 10 * 10 if thousandths >= 100 else thousandths} ms"


def _news(fresh: Freshness, *, wordy: bool) -> Span:
    if fresh.loading is not None:
        loaded, total = fresh.loading
        of = f" of {total:,}" if total is not None else ""
        return Span(f"loading {fresh.pace if wordy and fresh.pace else f'{loaded:,}{of}'}", Role.ACCENT)
    known = "" if fresh.synced is None else f"{age(fresh.synced)} ago" if wordy else age(fresh.synced)
    if fresh.problem:
        as_of = f" · data {known} old".replace(" ago old", " old") if known else ""
        return Span(
            f"offline: {fresh.problem}{as_of}" if wordy else f"offline{' · ' + known if known else ''}", Role.PROBLEM
        )
    if fresh.connecting:
        return Span(
            f"connecting…{' · data ' + known.removesuffix(' ago') + ' old' if known and wordy else ''}", Role.ACCENT
        )
    if fresh.unfinished:
        return Span("not all loaded: R goes on" if wordy else "not all", Role.WARNING)
    if not known:
        return Span("never synced" if wordy else "", Role.DIM)
    old = fresh.synced is not None and fresh.synced > STALE
    changed = f", {fresh.news:,} changed" if fresh.news else ""
    return Span(f"synced {known}{changed}" if wordy else known, Role.WARNING if old else Role.DIM)


class Hint(NamedTuple):
    """A key that does something here, or would if it were available."""

    name: str
    key: str
    title: str
    available: bool = True


def hints_line(hints: Sequence[Hint], width: int) -> tuple[Line, tuple[Place, ...]]:
    """The footer: at most eight keys; where room is short the last one stays and those before it go."""
    shown = list(hints[: MOST_HINTS - 1]) + list(hints[-1:]) if len(hints) > MOST_HINTS else list(hints)
    while len(shown) > 1 and sum(_hint_width(hint) for hint in shown) + 1 > width:
        shown.pop(-2)
    spans: list[Span] = [Span(" ")]
    places: list[Place] = []
    at = 1
    for hint in shown:
        key, title = (Role.KEY, Role.TEXT) if hint.available else (Role.OFF, Role.OFF)
        spans += [Span(hint.key, key), Span(f" {hint.title}  ", title)]
        places.append(Place(at, at + _hint_width(hint) - 2, hint.name))
        at += _hint_width(hint)
    return fit(joined(spans), width), tuple(places)


def _hint_width(hint: Hint) -> int:
    return cells(hint.key) + cells(hint.title) + 3


def actions_line(hints: Sequence[Hint]) -> Line:
    """The keys that act on the answer, for its right end."""
    spans: list[Span] = []
    for hint in hints:
        key, title = (Role.KEY, Role.DIM) if hint.available else (Role.OFF, Role.OFF)
        spans += [Span("  " if spans else ""), Span(hint.key, key), Span(f" {hint.title}", title)]
    return joined(spans)
