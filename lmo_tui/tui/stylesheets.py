"""Where the stylesheets are, however the program was installed."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parents[1]


def stylesheet(name: str) -> Path:
    """The path of a stylesheet: inside the package in a wheel, beside it in a checkout or an editable install."""
    packaged = _PACKAGE / "styles"
    folder = packaged if packaged.is_dir() else _PACKAGE.parent / "styles"
    return folder / name


BASE: Final = (stylesheet("base.tcss"), stylesheet("widgets.tcss"))
"""What every app that uses our widgets needs: the looks of the roles, and the widgets themselves."""
