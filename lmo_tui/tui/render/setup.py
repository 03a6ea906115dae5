"""The checklist as lines, and one item of it in full."""

from collections.abc import Iterator, Sequence
from typing import Final

from lmo_tui.domain.checks.check import Check, Standing, summary
from lmo_tui.domain.guides import GUIDES, Guide
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, fit, fit_text, joined

SYMBOLS: Final = {
    Standing.PENDING: ("…", Role.PENDING),
    Standing.OK: ("●", Role.ACTIVE),
    Standing.NOTE: ("◐", Role.TRIAL),
    Standing.WARNING: ("▲", Role.WARNING),
    Standing.BLOCKER: ("✗", Role.PROBLEM),
    Standing.UNKNOWN: ("?", Role.SUSPENDED),
}
_WORD, _TITLE = 10, 27


class CheckLook:
    """How the list looks."""

    def header(self, width: int) -> Line:
        """The titles of the columns."""
        return fit((Span(f" {'State':<{_WORD}}  #  {'Step':<{_TITLE}}  What was found", Role.HEADER),), width)

    def line(self, place: int, row: Check, width: int) -> Line:
        """One item."""
        del place
        said = row.finding.said
        quiet = Role.TEXT if row.standing in {Standing.WARNING, Standing.BLOCKER, Standing.UNKNOWN} else Role.DIM
        return fit(
            joined(
                (
                    Span(" "),
                    Span(fit_text(standing_span(row).text, _WORD), standing_span(row).role),
                    Span(f" {row.step or '':>2}  ", Role.DIM),
                    Span(f"{fit_text(row.title, _TITLE)}  "),
                    Span(said, quiet),
                )
            ),
            width,
        )

    def key(self, row: Check) -> str:
        """Its id."""
        return row.id


def standing_span(check: Check) -> Span:
    """How it stands, as symbol and word."""
    symbol, role = SYMBOLS[check.standing]
    return Span(f"{symbol} {check.standing}", role)


def setup_title(checks: Sequence[Check], *, running: bool) -> Line:
    """How many items stand how."""
    now = " · looking…" if running else ""
    return (Span(" Setup", Role.STRONG), Span(f" · {summary(checks)}{now}", Role.DIM))


def check_lines(check: Check, address: str, watched: str = "", *, guided: bool = True) -> tuple[Line, ...]:
    """An item in full: what was found and what to do first, then why it matters and what was read.

    It names its guide, unless that is told below.
    """
    finding = check.finding
    lines: list[Line] = [(*_label("Found"), Span(finding.said, Role.STRONG))]
    if watched:
        lines.append((*_label("Watch"), Span(watched, Role.ACCENT)))
    if finding.fix:
        lines.append((*_label("Fix"), Span(finding.fix)))
    if address:
        lines.append((*_label("Link"), Span(address, Role.ACCENT), Span("  y copies it", Role.DIM)))
    lines.append((*_label("Why"), Span(check.meaning, Role.DIM)))
    if check.guide and guided:
        lines.append((*_label("Guide"), Span(GUIDES[check.guide].title), Span("  Enter opens it", Role.DIM)))
    lines += ((*_label("Read"), Span(f"{name}: ", Role.DIM), Span(value)) for name, value in finding.evidence)
    return tuple(lines)


def guide_lines(guide: Guide) -> Iterator[Line]:
    """A guide: when, the steps, what to look for, what is worth knowing."""
    yield (Span(guide.title, Role.STRONG),)
    yield (Span(guide.when),)
    yield NOTHING
    for number, step in enumerate(guide.steps, 1):
        yield (Span(f"{number}. ", Role.KEY), Span(step))
    yield NOTHING
    yield (Span("Look for: ", Role.STRONG), Span(guide.look_for))
    for note in guide.notes:
        yield (Span("Note: ", Role.DIM), Span(note))


def _label(text: str) -> Line:
    return (Span(fit_text(text, 7), Role.DIM),)
