"""Which licenses the table shows: tabs, filter, sort, and the way back and forth between them."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Final

from lmo_tui.domain.filters import Sort, Tab, View
from lmo_tui.domain.licenses import License
from lmo_tui.services.bookmark import Bookmark
from lmo_tui.services.desk import Listing
from lmo_tui.tui.actions import Actions
from lmo_tui.tui.actions.certainty import Certainty
from lmo_tui.tui.actions.columns import ColumnActions
from lmo_tui.tui.actions.emptiness import empty_sentence
from lmo_tui.tui.actions.history import History
from lmo_tui.tui.actions.saved import Saved
from lmo_tui.tui.actions.sorting import Sorting
from lmo_tui.tui.stage import Stage

if TYPE_CHECKING:
    from lmo_tui.tui.widgets.license_table import LicenseTable

REST: Final = 0.08
"""Seconds without another letter after which a filter is worth ordering."""

LOADING_REST: Final = 0.5
"""Seconds between two looks at the order while licenses come in by the page."""


class Views:
    """Opens views in a table: the first rows at once, the order from the background."""

    def __init__(self, stage: Stage, table: "LicenseTable", shown: Callable[[], None]) -> None:
        self.rest = REST
        self._stage = stage
        self._table = table
        self.shown = shown
        """Called when another view, or more of it, is on the screen."""
        self.history = History()
        self.sure = Certainty(stage, table, lambda: self.listing)
        self._reordering = False
        self._stale = False
        self.listing: Listing | None = None
        self.counts: Mapping[Tab, int] = {}
        self.seen = ""
        """The proof of the store as the whole desk shows it; empty while rows, order or counts are on their way."""
        self._sort = Sort()
        """By which the tabs that are always there are sorted."""
        self.saved = Saved(stage, self)

    @property
    def view(self) -> View:
        """What is shown now."""
        return self.listing.view if self.listing else View()

    @property
    def actions(self) -> Actions:
        """By command."""
        return {
            "clear": lambda _: self.open(replace(self.view, text="")),
            "back": lambda _: self._travel(self.history.back),
            "forward": lambda _: self._travel(self.history.forward),
            **{tab.casefold(): partial(self.turn_to, tab) for tab in Tab},
            **Sorting(self._stage, self).actions,
            **self.saved.actions,
            **ColumnActions(self._stage, self, self._table).actions,
        }

    def start(self, mark: Bookmark) -> None:
        """Show what the store has, where one stood at the end of the last run, before anything else happens."""
        desk = self._stage.workbench.desk
        if mark.license_id is not None and desk.get(mark.license_id) is not None:
            self.sure.wanted = mark.license_id
        if mark.day == desk.today().isoformat() and mark.proof and mark.proof == desk.proof():
            self.counts, self.saved.counts = mark.counts, mark.held
        self._show(desk.reopen(mark), above=mark.height)
        self.history.visit(mark.view, self.sure.wanted)

    def bookmark(self) -> Bookmark:
        """Where one stands; what the counts are worth is proved only while nothing is under way."""
        top, rows = self._table.on_screen()
        certain = self.listing is not None and self.listing.count is not None
        return Bookmark(
            view=self.view,
            license_id=self.sure.wanted or self.sure.here(),
            height=self._table.cursor_index - top,
            window=tuple(row.id for row in rows),
            from_top=top == 0 if certain or self.listing is None else self.listing.from_top,
            counts=self.counts,
            held=self.saved.counts,
            proof=self.seen,
            day=self._stage.workbench.desk.today().isoformat(),
        )

    def order(self, rest: float = 0.0) -> None:
        """Put the open view in its whole order, and count the tabs, in the background."""
        if self.listing is None:
            return
        listing, whole = self.listing, self.sure.expect()
        self._stage.work(self._settle(listing, whole, rest))

    def open(self, view: View, keep: str | None = None) -> None:
        """Show a view, with the cursor on `keep` or on the license it is on now."""
        if view == self.view and self.listing is not None and keep is None:
            return
        self.sure.wanted = keep or self.sure.here()
        self.history.leave(self.sure.here())
        self._show(self._stage.workbench.desk.open(view))
        self.history.visit(view, self.sure.wanted)
        self.order()

    def turn_to(self, tab: Tab, _: str = "") -> None:
        """Show another tab, by the same filter and sort; the sort of a saved view stays with it."""
        self.open(View(tab, self.view.text, self._sort))

    def narrow(self, text: str) -> None:
        """Show what holds the text typed so far; the cursor returns to where it was as soon as that can be seen."""
        view = replace(self.view, text=text)
        if view != self.view:
            self._show(self._stage.workbench.desk.open(view))
            self.order(self.rest)

    def begin_typing(self) -> None:
        """From here on letters narrow the view."""
        self.sure.wanted = self.sure.here()
        self.history.leave(self.sure.wanted)

    def end_typing(self) -> None:
        """What was typed is one step of the history."""
        self.history.visit(self.view, self.sure.wanted)

    def go(self, license_: License) -> None:
        """Put the cursor on a license, leaving tab and filter if they hide it."""
        if self.listing is None:
            return
        if self.listing.position(license_.id) is not None:
            self._table.to_license(license_.id)
            self.sure.wanted = license_.id
        else:
            self.open(View(sort=self.view.sort), keep=license_.id)

    def freshen(self, license_ids: frozenset[str] | None) -> None:
        """Licenses changed in the store: show them, and order the view anew once that is known."""
        if self.listing is None:
            return
        self.saved.stale()
        self._table.repaint(license_ids)
        if not self._table.count:  # Nothing is on the screen yet: what came is better than nothing.
            self._show(self._stage.workbench.desk.open(self.view))
            self.order()
        elif self._reordering or self.listing.count is None:
            self._stale = True
        else:
            self._reordering = True
            self._stage.work(self._reorder())

    def explain(self) -> None:
        """Say why there is nothing to see, which may be another reason than a moment ago."""
        if self.listing is not None and not self._table.count:
            self._table.show(self.listing, empty=empty_sentence(self._stage.workbench, self.listing))

    def _travel(self, step: Callable[[], tuple[View, str | None] | None]) -> None:
        self.history.leave(self.sure.here())
        if place := step():
            view, self.sure.wanted = place
            self._show(self._stage.workbench.desk.open(view))
            self.order()

    def _show(self, listing: Listing, above: int | None = None) -> None:
        self.listing = listing
        if not listing.view.name:
            self._sort = listing.view.sort
        self.seen = ""
        self._table.set_columns(self._stage.workbench.views.columns_of(listing.view.name))
        self._table.show(
            listing, keep=self.sure.wanted, empty=empty_sentence(self._stage.workbench, listing), above=above
        )
        self.shown()

    async def _settle(self, listing: Listing, whole: "asyncio.Future[None]", rest: float) -> None:
        proof = ""
        try:
            desk = self._stage.workbench.desk
            if (listing.view.filter or listing.view.sort.then) and not listing.head:
                begun = await desk.begin(listing, partial(self._is_open, listing))
                if begun.head and listing is self.listing:
                    self._show(begun)
                    listing = begun
            if rest:
                await asyncio.sleep(rest)
            if listing is self.listing:
                proof = desk.proof()
                ordered = await desk.settle(listing, partial(self._is_open, listing))
                if listing is self.listing:
                    self._show(ordered)
                    listing = ordered
                    if self._stale:  # Something changed while the order was being found.
                        self._stale = False
                        self.freshen(None)
        finally:
            # A view that was left before its order was known leaves the keys to the view that took its place.
            if listing is self.listing and not whole.done():
                whole.set_result(None)
        await self._count(listing, proof)
        await desk.tend(lambda: self._stage.workbench.sync.progress is None)
        await self._prepare()

    async def _prepare(self) -> None:
        """Count the overview ahead of who asks for it, while nothing is being loaded."""
        sync = self._stage.workbench.sync
        if sync.progress is None:
            await self._stage.workbench.overview.prepare(
                self.counts.get(Tab.ALL, 0), lambda: sync.progress is None and not self._stage.gone
            )

    async def _reorder(self) -> None:
        try:
            self._stale = True
            while self._stale and (listing := self.listing) is not None and listing.count is not None:
                self._stale = False
                begun = monotonic()
                proof = self._stage.workbench.desk.proof()
                ordered = await self._stage.workbench.desk.settle(listing, partial(self._is_open, listing))
                if listing is self.listing:
                    self._show(ordered)
                    listing = ordered
                await self._count(listing, proof)
                if self._stale and self._stage.workbench.sync.progress is not None:
                    # The more there are, the longer it takes: the load shall have most of the time.
                    await asyncio.sleep(max(LOADING_REST, 3 * (monotonic() - begun)))
        finally:
            self._reordering = False
        await self._stage.workbench.desk.tend(lambda: self._stage.workbench.sync.progress is None)
        await self._prepare()

    def _is_open(self, listing: Listing) -> bool:
        return listing is self.listing

    async def _count(self, listing: Listing, proof: str) -> None:
        bench = self._stage.workbench
        self.counts = await bench.desk.tab_counts()
        self.shown()
        if bench.sync.progress is not None:  # The tabs of saved views take a scan each: once all is there.
            return
        await self.saved.count()
        if listing is self.listing and not self._stale and proof == bench.desk.proof():
            self.seen = proof  # Not a license has changed since the first look at the order.
        self.shown()
