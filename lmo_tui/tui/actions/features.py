"""Going to the feature parameters of a license."""

from lmo_tui.domain.licenses import License
from lmo_tui.tui.stage import Stage


def open_features(stage: Stage, license_: License) -> None:
    """Show the parameters of a license."""
    from lmo_tui.tui.screens.features import FeaturesScreen

    stage.ask(FeaturesScreen(stage, license_), lambda _: None)
