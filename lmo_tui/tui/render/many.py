"""A change of many licenses as lines: what would be done to each, what became of each, and how far it is."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from lmo_tui.domain.change_sets import Draft, RunStage, Skipped, Why, edits_told
from lmo_tui.domain.edits import Edit
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.orgs import BADGES, OrgClass
from lmo_tui.services.bulk import BulkRun, RowResult
from lmo_tui.services.writing import Kind
from lmo_tui.tui.render.bars import BADGE_ROLES
from lmo_tui.tui.render.confirm import difference
from lmo_tui.tui.render.licenses import LOCKED, value_text
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, cells, fit, fit_text, joined

ManyRow: TypeAlias = Edit | Skipped
"""A license that is changed, or one that is left out."""

_LICENSE, _STATE, _NARROW, _WIDE = 9, 14, 14, 26
_BAR: Final = 24
"""Cells of the bar that shows how far it is."""

_SKIPPED: Final = {
    Why.RULE: Span(f"{LOCKED} left out", Role.DIM),
    Why.MOVED: Span("▲ moved", Role.WARNING),
    Why.DONE: Span("= holds it", Role.DIM),
}
_ENDED: Final[Mapping[Kind, Span]] = {
    Kind.APPLIED: Span("● saved", Role.ACTIVE),
    Kind.REFUSED: Span("✗ not saved", Role.PROBLEM),
    Kind.CONFLICT: Span("▲ conflict", Role.WARNING),
    Kind.UNKNOWN: Span("? not known", Role.WARNING),
}
_COUNTED: Final = (
    (Kind.APPLIED, "saved", Role.ACTIVE),
    (Kind.CONFLICT, "conflict", Role.WARNING),
    (Kind.REFUSED, "not saved", Role.PROBLEM),
    (Kind.UNKNOWN, "not known", Role.WARNING),
)


_FIGURE: Final = re.compile(r"[0-9][0-9,-]*", re.ASCII)
"""A number or a day in a sentence."""


class ManyLook:
    """How the list of a change of many licenses looks; a run gives each row its state."""

    def __init__(self, run: Callable[[], BulkRun | None]) -> None:
        self._run = run

    def header(self, width: int) -> Line:
        """The titles of the columns."""
        customer = fit_text("Customer", _customer_width(width))
        return fit((Span(f" {'License':<{_LICENSE}}  {'State':<{_STATE}}  {customer}  Change", Role.HEADER),), width)

    def line(self, place: int, row: ManyRow, width: int) -> Line:
        """One license."""
        wide = _customer_width(width)
        if isinstance(row, Skipped):
            state, name, customer = _SKIPPED[row.why], row.name, row.customer
            what: Line = (Span(row.reason, Role.DIM),)
        else:
            state, name, customer = self._state(place, row), row.license.name, row.license.customer
            what = (*changes_line(row), *self._note(place, row))
        return fit(
            joined(
                (
                    Span(f" {fit_text(name, _LICENSE)}  "),
                    Span(fit_text(state.text, _STATE), state.role),
                    Span(f"  {fit_text(customer, wide)}  ", Role.DIM),
                    *what,
                )
            ),
            width,
        )

    def key(self, row: ManyRow) -> str:
        """The id of its license."""
        return row.license_id if isinstance(row, Skipped) else row.license.id

    def result(self, place: int) -> RowResult | None:
        """What became of a license, as far as it is known."""
        run = self._run()
        return run.results.get(place) if run is not None else None

    def _state(self, place: int, edit: Edit) -> Span:
        run = self._run()
        if run is None:
            return Span("▲ look", Role.WARNING) if edit.warnings else Span("")
        if (result := run.results.get(place)) is not None:
            return _ENDED[result.kind]
        if place in run.checking:
            return Span("◌ checking…", Role.PENDING)
        if place in run.on_its_way:
            return Span("◌ saving…", Role.PENDING)
        return Span("not begun" if run.ended else "waits", Role.DIM)

    def _note(self, place: int, edit: Edit) -> Line:
        if self._run() is None:
            return (Span(f"  {edit.warnings[0]}", Role.WARNING),) if edit.warnings else NOTHING
        result = self.result(place)
        return (Span(f"  {result.error.headline}", Role.DIM),) if result is not None and result.error else NOTHING


def changes_line(edit: Edit) -> Line:
    """All fields of an edit, from what to what."""
    spans: list[Span] = []
    for change in edit.changes:
        far = difference(change)
        spans += [
            Span(f"{', ' if spans else ''}{change.label} {value_text(change.field, change.before)}"),
            Span(" → ", Role.DIM),
            Span(value_text(change.field, change.after), Role.STRONG),
            Span(f" {far}" if far else "", Role.DIM),
        ]
    return joined(spans)


def many_title(draft: Draft, about: str, alias: str, org_class: OrgClass) -> Line:
    """What is to be done, to how many, and where."""
    warned = draft.warned
    left_out = f" · {len(draft.skipped):,} left out" if draft.skipped else ""
    return (
        Span(f" {edits_told(draft.edits)}", Role.STRONG),
        Span(f" · {about}" if about else ""),
        Span(left_out, Role.DIM),
        Span(f" · {warned:,} with a warning" if warned else "", Role.WARNING),
        Span(f" · in {fit_text(alias, min(cells(alias), 24))} "),
        Span(f" {BADGES[org_class]} ", BADGE_ROLES.get(org_class, Role.BADGE_OTHER)),
    )


def progress_line(run: BulkRun, pace: str) -> Line:
    """How far a run is: the bar, how many ended how, and how long it will take."""
    done, total = len(run.results), len(run.edits)
    filled = _BAR * done // total if total else _BAR
    states = {RunStage.PAUSED: " paused", RunStage.STOPPING: " stopping…", RunStage.ENDED: " ended"}
    counts = [Span(f" · {run.counts[kind]:,} {word}", role) for kind, word, role in _COUNTED if run.counts.get(kind)]
    not_begun = f" · {run.not_begun:,} not begun" if run.ended and run.not_begun else ""
    rest = f" · {pace}" if pace and not run.ended else ""
    return joined(
        (
            Span(" "),
            Span("━" * filled, Role.ACCENT),
            Span("─" * (_BAR - filled), Role.RULE),
            Span(f" {done:,} of {total:,}", Role.STRONG),
            *counts,
            Span(f"{not_begun}{rest}", Role.DIM),
            Span(states.get(run.stage, ""), Role.WARNING if run.stage is not RunStage.ENDED else Role.DIM),
        )
    )


def ended_sentence(run: BulkRun) -> str:
    """How a run ended, in one sentence."""
    counts = [f"{run.counts[kind]:,} {word}" for kind, word, _ in _COUNTED if run.counts.get(kind)]
    counts += [f"{run.not_begun:,} not begun"] if run.not_begun else []
    return f"{', '.join(counts).capitalize()}."


def row_detail(row: ManyRow, result: RowResult | None) -> tuple[str, tuple[Line, ...]]:
    """Everything about one license: what changes, what to know before, what went wrong after."""
    if isinstance(row, Skipped):
        return _titled(row.name, row.customer), ((Span(row.reason),),)
    lines: list[Line] = [changes_line(row)]
    lines += [(Span("▲ ", Role.WARNING), Span(warning, Role.WARNING)) for warning in row.warnings]
    if result is not None and result.error is not None:
        lines += _error_lines(result.error)
    return _titled(row.license.name, row.license.customer), tuple(lines)


def _error_lines(error: LmoError) -> list[Line]:
    return [(Span(text, role),) for text, role in _parts(error) if text]


def _parts(error: LmoError) -> tuple[tuple[str, Role], ...]:
    return ((error.headline, Role.PROBLEM), (error.detail, Role.TEXT), (error.remedy, Role.DIM))


def _titled(name: str, customer: str) -> str:
    return f"{name} · {customer}" if customer else name


def _customer_width(width: int) -> int:
    return _WIDE if width >= 100 else _NARROW


def _counted(count: int) -> str:
    return "1 license" if count == 1 else f"{count:,} licenses"


def warning_counts(draft: Draft) -> tuple[Line, ...]:
    """Each warning once, with the number of licenses that have it: their numbers and names left out of it."""
    kinds = Counter(_kind(warning) for edit in draft.edits for warning in edit.warnings)
    return tuple(
        (Span(f"▲ {count:,} times: ", Role.WARNING), Span(text, Role.WARNING)) for text, count in kinds.most_common(4)
    )


def _kind(warning: str) -> str:
    """What differs from license to license made the same, so that like warnings are counted together."""
    return _FIGURE.sub("…", warning)
