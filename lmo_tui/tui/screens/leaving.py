"""What the desk leaves for its next start: where one stands, and the picture to paint before Textual is loaded."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from rich.console import COLOR_SYSTEMS
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from lmo_tui.domain.filters import Tab
from lmo_tui.domain.left import Left, conditions
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.orgs import STARTS_READ_ONLY
from lmo_tui.services.bookmark import to_text
from lmo_tui.tui.background import in_background
from lmo_tui.tui.commands import Where
from lmo_tui.tui.render.ages import STALE, age
from lmo_tui.tui.render.bars import Freshness, OrgFacts, Writing, org_line
from lmo_tui.tui.render.spans import Line
from lmo_tui.tui.screens.command_screen import CommandScreen
from lmo_tui.tui.screens.details import acting
from lmo_tui.tui.terminal.picture import Pen
from lmo_tui.tui.widgets.bars import HintsBar, OrgBar
from lmo_tui.tui.widgets.looks import shortest
from lmo_tui.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from lmo_tui.tui.screens.licenses import LicensesScreen

REST: Final = timedelta(seconds=0.7)
"""Time without a key after which it is worth writing down where one stands."""

LOOKS: Final = 3
"""How often that is put off while keys come on and on."""

AGES: Final = tuple(
    timedelta(seconds=seconds) for seconds in (5, 15, 2 * 60, 7 * 60, 15 * 60, 3 * 3_600, 30 * 3_600, 500 * 86_400)
)
"""One age for each that looks different: by its length, and by whether the data is stale."""


class Leaving:
    """Writes down where one stands, once a second at the most and never on the event loop."""

    def __init__(self, screen: "LicensesScreen") -> None:
        self._screen = screen
        self._bookmarks = screen.stage.workbench.bookmarks
        self._known: tuple[str, str, str] | None = None
        self._waited = 0

    def look(self) -> None:
        """See whether there is anything new to write down."""
        self._waited += 1
        if not self._bookmarks.kept or (self._screen.stage.keys.rest < REST and self._waited < LOOKS):
            return
        self._waited = 0
        if left := self._news():
            self._screen.stage.work(self._leave(left))

    def last(self) -> None:
        """The program ends: what has not been written down is, by whoever holds the `last words`."""
        if self._bookmarks.kept and (left := self._news()):
            self._screen.stage.last_words = lambda: self._bookmarks.leave(left)

    async def _leave(self, left: Left) -> None:
        await in_background(lambda: self._bookmarks.leave(left))

    def _news(self) -> Left | None:
        """What is to be left, unless it is what was left before."""
        screen = self._screen
        bookmark, right, proof = to_text(screen.views.bookmark()), self._conditions(), self._proof()
        if (bookmark, right, proof) == self._known:
            return None
        self._known = (bookmark, right, proof)
        if not right or not proof:
            return Left(bookmark)
        tops, below = self._picture()
        return Left(bookmark, conditions=right, proof=proof, store=self._bookmarks.store, tops=tops, below=below)

    def _proof(self) -> str:
        """The proof of what is on the screen; empty while the desk is not as the next start will show it."""
        screen, stage = self._screen, self._screen.stage
        session = stage.workbench.session
        opened = session.gate.is_open() and session.gate.time_left() is not None
        as_it_begins = (
            screen.table.has_focus
            and screen.pane.at_top
            and not screen.filtering.typing
            and not stage.saving
            and not stage.workbench.settler.settling
            and not any(
                isinstance(each, CommandScreen) and each.WHERE is Where.JOURNAL for each in screen.app.screen_stack
            )
            and not screen.recent.ids
            and not stage.workbench.sync.freshness.unfinished
            and not opened
            and session.org is not None
            and screen.table.count
            and screen.table.columns == stage.workbench.views.columns_of(screen.views.view.name)
            and screen.app.theme == stage.fit.theme
        )
        seen = screen.views.seen
        return seen if as_it_begins and seen == stage.workbench.desk.proof() else ""

    def _conditions(self) -> str:
        bench, (width, height) = self._screen.stage.workbench, self._screen.app.size
        day = bench.desk.today().isoformat()
        settings = bench.views.settings.stamp
        return conditions(
            self._screen.stage.environment, width, height, day, settings, read_only=bench.session.gate.read_only
        )

    def _picture(self) -> tuple[tuple[tuple[str, bytes], ...], bytes]:
        """The top line by age, and everything below it, as the next start shows them before it is connected."""
        app, screen = self._screen.app, self._screen
        pen = Pen(COLOR_SYSTEMS[app.console.color_system] if app.console.color_system else None)
        lines: dict[int, list[tuple[int, Strip]]] = {}
        for region, strips in self._parts():
            for y, strip in enumerate(strips, region.y):
                lines.setdefault(y, []).append((region.x, strip))
        background = screen.background_colors[1]
        blank = [Segment(" ", Style(bgcolor=shortest(background)))]
        for each in app.get_line_filters():
            blank = each.apply(blank, background)
        below = "".join(
            pen.line(y, _row(lines.get(y, ()), app.size.width, blank[0].style)) for y in range(1, app.size.height)
        )
        bar = screen.query_one(OrgBar)
        tops = tuple(
            (f"{each > STALE} {age(each)}", pen.line(0, bar.drawn((self._top(each),))[0]).encode()) for each in AGES
        )
        return tops, below.encode()

    def _parts(self) -> Iterator[tuple[Region, Sequence[Strip]]]:
        screen = self._screen
        context = replace(screen.context(), why_not_edit=dict.fromkeys(Field, "Not connected yet."))
        hints = screen.hints(context)
        bar, (head, *_) = screen.query_one(HintsBar), screen.pane.parts
        for part in screen.query(Painted):
            if not part.region or not part.size:
                continue
            lines = None
            if part is bar:
                lines = bar.lines_of(hints)
            elif part is head and screen.license is not None:
                said = screen.stage.workbench.desk.verdict(screen.license)
                lines = screen.pane.head_with(acting(hints, said))
            yield part.region, part.drawn(lines)

    def _top(self, passed: timedelta) -> Line:
        session = self._screen.stage.workbench.session
        org_class = session.org.org_class if session.org else None
        closed = session.gate.read_only or org_class in STARTS_READ_ONLY
        facts = OrgFacts(
            alias=session.alias,
            org_class=org_class,
            user=session.org.user_name if session.org else "",
            writing=Writing.READ_ONLY if closed else Writing.OPEN,
        )
        count = self._screen.views.counts.get(Tab.ALL)
        return org_line(facts, Freshness(count=count, synced=passed), self._screen.app.size.width)


def _row(parts: Sequence[tuple[int, Strip]], width: int, blank: Style | None) -> Iterator[Segment]:
    """The parts of a line side by side, and what is between and behind them."""
    at = 0
    for x, strip in sorted(parts, key=lambda part: part[0]):
        if x > at:
            yield Segment(" " * (x - at), blank)
        yield from strip
        at = x + strip.cell_length
    if at < width:
        yield Segment(" " * (width - at), blank)
