"""Looking at how far a parameter is rolled out, and at the licenses behind a bar."""

from collections.abc import Callable
from dataclasses import replace

from lmo_tui.domain.features import FeatureParameter
from lmo_tui.domain.filters import View, spelled
from lmo_tui.domain.licenses import License
from lmo_tui.domain.rollouts import Bar
from lmo_tui.tui.stage import Stage


def open_rollout(
    stage: Stage, view: View, license_: License | None, parameter: FeatureParameter | None, name: str
) -> None:
    """Show it of the parameter that is named, or of the one under the cursor."""
    if name:
        found = stage.workbench.matrix.called(name, license_.package_id if license_ else "")
        if len(found) != 1:
            told = "Several parameters are" if found else "No parameter is"
            stage.say(f"{told} called “{name}”. Type its name in full: NS__Name.", "warning")
            return
        (parameter,) = found
    if parameter is None:
        stage.say("Type which parameter: :rollout NS__Name.", "warning")
        return
    from lmo_tui.tui.screens.rollout import RolloutScreen

    stage.ask(RolloutScreen(stage, view, parameter), lambda _: None)


def rollout_action(
    stage: Stage,
    view: Callable[[], View],
    license_: Callable[[], License | None],
    parameter: Callable[[], FeatureParameter | None],
) -> Callable[[str], None]:
    """The action of a screen that shows this view, with this under its cursor."""
    return lambda name: open_rollout(stage, view(), license_(), parameter(), name)


def behind(view: View, bar: Bar) -> View:
    """The licenses of a bar, as a view of its own: the filter says all of it."""
    return replace(view, name="", base="", text=f"{view.filter} {spelled(bar.terms)}".strip())


def open_behind(stage: Stage, view: View) -> None:
    """Show a view on the desk, whatever screens lie over it."""
    from lmo_tui.tui.screens.licenses import LicensesScreen

    while not isinstance(stage.app.screen, LicensesScreen):
        stage.app.pop_screen()
    stage.app.screen.views.open(view)
