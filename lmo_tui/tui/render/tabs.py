"""The line of views: the tabs that are always there, saved views, and the filter."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from lmo_tui.domain.filters import Tab
from lmo_tui.tui.render.places import Place
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, beside, cells, fit, fit_text, joined, line_width

MORE: Final = "\0more"
"""The place of the sign that says that there are more views; no view is called so."""

_LONGEST: Final = 20
"""Cells of the name of a saved view."""
_NAMED: Final = 100
"""Cells from which on the tabs are named rather than counted."""
_FILTER: Final = 16
"""Cells that a filter gets at least where the tabs are named."""


class SavedTab(NamedTuple):
    """A saved view in the line."""

    name: str
    held: int | None = None
    """How many licenses it holds, once they are counted."""


class _Item(NamedTuple):
    number: int
    name: str
    held: int | None

    @property
    def text(self) -> str:
        """What stands there; only the first nine have a key."""
        key = f"{self.number} " if self.number < 10 else ""
        name = self.name if self.number <= len(Tab) else fit_text(self.name, min(cells(self.name), _LONGEST))
        return f" {key}{name}{'' if self.held is None else f' {self.held:,}'} "

    def spans(self, *, on: bool) -> Line:
        """It as it looks."""
        if on:
            return (Span(self.text, Role.TAB_ON),)
        key = f" {self.number}" if self.number < 10 else ""
        return (Span(key, Role.KEY), Span(self.text.removeprefix(key), Role.DIM))


def tabs_line(
    counts: Mapping[Tab, int], current: str, filter_text: str, width: int, saved: Sequence[SavedTab] = ()
) -> tuple[Line, tuple[Place, ...]]:
    """The views with their counts, and the filter at the right; short where there is no room for all tabs.

    For saved views the counts of the other tabs give way; then those go that do not fit, but never the one that is
    open, and a sign says how many.
    """
    shown = (Span("/", Role.KEY), Span(f"{filter_text} ", Role.ACCENT)) if filter_text else NOTHING
    room = width - min(line_width(shown), _FILTER)
    tabs = [_Item(number, tab.value, counts.get(tab)) for number, tab in enumerate(Tab, 1)]
    own = [_Item(number, tab.name, tab.held) for number, tab in enumerate(saved, len(Tab) + 1)]
    for items in _choices(tabs, own, current, width):
        left, places = _left(items, current, len(tabs) + len(own) - len(items))
        if line_width(left) <= room:
            shown = shown if line_width(shown) <= width - line_width(left) else fit(shown, width - line_width(left))
            return beside(joined(left), shown, width, gap=0), places
    return _short_tabs(counts, current, shown, width, saved), ()


def _choices(tabs: list[_Item], own: list[_Item], current: str, width: int) -> Iterator[list[_Item]]:
    """What may be shown, the most first."""
    yield [*tabs, *own]
    if not own or width < _NAMED:
        return
    tabs = [item if item.name == current else item._replace(held=None) for item in tabs]
    yield [*tabs, *own]
    own = list(own)
    while going := next((item for item in reversed(own) if item.name != current), None):
        own.remove(going)
        yield [*tabs, *own]


def _left(items: Sequence[_Item], current: str, left_out: int) -> tuple[Line, tuple[Place, ...]]:
    spans: list[Span] = [Span(" ")]
    places: list[Place] = []
    at = 1
    for item in items:
        spans += item.spans(on=item.name == current)
        places.append(Place(at, at + cells(item.text), item.name))
        at += cells(item.text)
    if left_out:
        sign = f" w +{left_out} "
        spans += [Span(" w", Role.KEY), Span(sign[2:], Role.DIM)]
        places.append(Place(at, at + cells(sign), MORE))
    return tuple(spans), tuple(places)


def _short_tabs(counts: Mapping[Tab, int], current: str, shown: Line, width: int, saved: Sequence[SavedTab]) -> Line:
    known = {**{tab.value: counts.get(tab) for tab in Tab}, **{tab.name: tab.held for tab in saved}}
    count = known.get(current)
    name = fit_text(current, min(cells(current), _LONGEST))
    left = (
        Span(f" {list(known).index(current) + 1}/{len(known)}", Role.KEY),
        Span(" "),
        Span(f" {name}{'' if count is None else f' {count:,}'} ", Role.TAB_ON),
    )
    room = max(width - line_width(left) - 2, 0)
    return beside(left, shown if line_width(shown) <= room else fit(shown, room), width)
