"""Going to the feature parameters of a license."""

from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Final

from lmo_tui.domain.filters import View, spelled
from lmo_tui.domain.filters.fields import FieldName
from lmo_tui.domain.filters.terms import Comparison, Op
from lmo_tui.domain.filters.versions import is_version
from lmo_tui.domain.licenses import License
from lmo_tui.tui.background import in_background
from lmo_tui.tui.stage import Stage

LEISURE: Final = 2.0
"""Seconds after the first paint in which nothing is made ready for later."""


def open_features(stage: Stage, license_: License) -> None:
    """Show the parameters of a license."""
    from lmo_tui.tui.screens.features import FeaturesScreen

    stage.ask(FeaturesScreen(stage, license_), lambda _: None)


async def ready_matrix() -> None:
    """Load the matrix's code before its key is pressed: that took a third of what one waited for."""
    await in_background(partial(import_module, "lmo_tui.tui.screens.matrix"))


def open_matrix(stage: Stage, view: View, license_: License, *, by_rows: bool) -> None:
    """Show the licenses of a view that are of the package of a license, by its parameters."""
    from lmo_tui.tui.screens.matrix import MatrixScreen

    listing = stage.workbench.desk.open(of_package(view, license_))
    stage.ask(MatrixScreen(stage, listing, license_, by_rows=by_rows), lambda _: None)


def of_version(license_: License) -> View:
    """The licenses of the version of a license, of whichever package."""
    known = is_version(license_.version)
    return View(text=spelled((Comparison(FieldName.VERSION, Op.EQUAL, license_.version.casefold()),)) if known else "")


def of_package(view: View, license_: License) -> View:
    """The view without the licenses of other packages."""
    term = spelled((Comparison(FieldName.PACKAGE, Op.EQUAL, license_.package.casefold()),))
    return replace(view, base=f"{view.base} {term}".strip())
