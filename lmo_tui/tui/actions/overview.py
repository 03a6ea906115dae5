"""Going to the overview."""

from collections.abc import Callable

from lmo_tui.domain.filters import View
from lmo_tui.tui.stage import Stage


def open_overview(stage: Stage, view: View, show: Callable[[View], None]) -> None:
    """Show the overview of a view; `show` opens another view on the desk."""
    from lmo_tui.tui.screens.overview import OverviewScreen

    stage.ask(OverviewScreen(stage, view, show), lambda _: None)
