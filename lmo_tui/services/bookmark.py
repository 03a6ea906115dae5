"""Where one stood on the desk, as text for the next start: a damaged one is none."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.filters import Tab, View, parse_sort, spelled_sort
from lmo_tui.domain.ids import is_id
from lmo_tui.domain.keeping import Keepsake
from lmo_tui.domain.left import Left, unpacked

PLAIN: Final = View()
"""Where one begins."""

MOST_ROWS: Final = 500
"""Rows of a screen that are believed."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A view, the license under the cursor, and the rows that were on the screen."""

    view: View = PLAIN
    """Of a saved view only the name is kept: what it holds is found where it is opened again."""
    license_id: str | None = None
    height: int = 0
    """Rows on the screen above the cursor."""
    window: tuple[str, ...] = ()
    """The ids of the licenses on the screen."""
    from_top: bool = True
    """Whether the first of them was the first of the view."""
    counts: Mapping[Tab, int] = field(default_factory=dict)
    """How many licenses each tab held."""
    held: Mapping[str, int] = field(default_factory=dict)
    """And each saved view that was counted."""
    proof: str = ""
    """The store's, when they were counted."""
    day: str = ""
    """And the day, by which tabs hold other licenses."""


class Bookmarks:
    """Reads what the last desk left and leaves what the next one shall find."""

    def __init__(self, keepsake: Keepsake | None, *, store: str = "", afresh: bool = False) -> None:
        self._keepsake = keepsake
        self.store = store
        """The name of the store that this is about."""
        self._afresh = afresh
        self._left: bytes | None = None

    @property
    def kept(self) -> bool:
        """Whether anything is kept here."""
        return self._keepsake is not None

    def last(self) -> Bookmark:
        """Where one stood; the plain beginning if that is not known, or not wanted."""
        if self._keepsake is None or self._afresh:
            return Bookmark()
        left = unpacked(self._keepsake.read())
        return (from_text(left.bookmark) if left else None) or Bookmark()

    def leave(self, left: Left) -> None:
        """Leave this for the next start; blocks, and writes only what is another thing than before."""
        content = left.packed()
        if self._keepsake is not None and content != self._left:
            self._keepsake.write(content)
            self._left = content


def to_text(mark: Bookmark) -> str:
    """The bookmark in one line."""
    view = mark.view
    return json.dumps(
        {
            "tab": view.tab,
            "text": view.text,
            "sort": spelled_sort(view.sort),
            "view": view.name,
            "license": mark.license_id,
            "height": mark.height,
            "window": mark.window,
            "from_top": mark.from_top,
            "counts": mark.counts,
            "held": mark.held,
            "proof": mark.proof,
            "day": mark.day,
        }
    )


def from_text(text: str) -> Bookmark | None:
    """The bookmark of a line."""
    try:
        said = json.loads(text)
    except ValueError:
        return None
    match said:
        case {
            "tab": str(tab),
            "text": str(filter_text),
            "sort": str(sort),
            "view": str(name),
            "license": str() | None as license_id,
            "height": int(height),
            "window": [*window],
            "from_top": bool(from_top),
            "counts": dict(counts),
            "held": dict(held),
            "proof": str(proof),
            "day": str(day),
        }:
            mark = Bookmark(height=max(height, 0), from_top=from_top, proof=proof, day=day)
        case _:
            return None
    try:
        view = View(Tab(tab), filter_text, parse_sort(sort), name)
        known = {Tab(name): int(count) for name, count in counts.items()}
        saved = {str(name): int(count) for name, count in held.items()}
    except (ValueError, TypeError, BadEntryError):  # A tab or a column that is no more.
        return None
    ids = tuple(each for each in window[:MOST_ROWS] if isinstance(each, str) and is_id(each))
    here = license_id if license_id is not None and is_id(license_id) else None
    return replace(mark, view=view, license_id=here, window=ids, counts=known, held=saved)
