"""Two licenses, or a license and a feature set, as lines: each parameter with what either side holds."""

from typing import Final

from lmo_tui.domain.feature_sets import Pair
from lmo_tui.domain.features import NOT_SET, OFF, ON
from lmo_tui.tui.render.features import METRIC, SETTING, fit_middle
from lmo_tui.tui.render.licenses import LOCKED
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, fit, fit_text, joined

_VALUE: Final = 20
_SIGNS: Final = {ON: ("\u25cf", Role.ACTIVE), OFF: ("\u25cb", Role.SUSPENDED)}
_DIFFERS, _SAME = "\u2260", "="


def pairs_title(one: str, other: str, differing: int, count: int, *, everything: bool) -> Line:
    """What is compared, and in how much it differs."""
    shown = "all shown" if everything else "only these shown, a shows all"
    return (
        Span(f" {one} and {other}", Role.STRONG),
        Span(f" \u00b7 {differing:,} of {count:,} parameters differ, {shown}", Role.DIM),
    )


def pair_words(pair: Pair) -> Line:
    """The parameter under the cursor in words."""
    told = (Span(f" {LOCKED} {pair.why_not}", Role.DIM),) if pair.why_not else ()
    return (
        Span(f" {pair.name}: "),
        Span(pair.one, Role.STRONG),
        Span(" \u2192 "),
        Span(pair.other, Role.STRONG),
        *told,
    )


class PairLook:
    """How the list looks; the names of the sides are its titles."""

    def __init__(self, one: str, other: str) -> None:
        self._sides = one, other

    def header(self, width: int) -> Line:
        """The titles of the columns."""
        titles = "  ".join(fit_text(f"  {each}", _VALUE) for each in self._sides)
        return fit((Span(f" {fit_text('Parameter', _name(width))}    {titles}  Kind", Role.HEADER),), width)

    def line(self, place: int, row: Pair, width: int) -> Line:
        """One parameter."""
        del place
        sign = Span(_DIFFERS if row.differs else _SAME, Role.ACCENT if row.differs else Role.DIM)
        kind = METRIC if row.is_metric else f"{LOCKED} {SETTING}" if row.why_not else SETTING
        return fit(
            joined(
                (
                    Span(f" {fit_middle(row.label, _name(width))}  ", Role.DIM if row.is_metric else Role.TEXT),
                    sign,
                    Span(" "),
                    _value(row.one),
                    Span("  "),
                    _value(row.other),
                    Span(f"  {kind}", Role.DIM),
                )
            ),
            width,
        )

    def key(self, row: Pair) -> str:
        """The full name."""
        return row.name


def _value(word: str) -> Span:
    sign, role = _SIGNS.get(word, (" ", Role.DIM if word == NOT_SET or " " in word else Role.STRONG))
    return Span(fit_text(f"{sign} {word}", _VALUE), role)


def _name(width: int) -> int:
    return max(width - 1 - 4 - 2 * (_VALUE + 2) - 10, 8)
