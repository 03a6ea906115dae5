"""The built-in themes: colors live here and nowhere else."""

from collections.abc import Mapping
from typing import Final

from textual.theme import Theme

LMO: Final = Theme(
    name="lmo",
    dark=True,
    primary="#5fb3d9",
    secondary="#7fa7c4",
    accent="#5fb3d9",
    warning="#e0af68",
    error="#f07178",
    success="#7fc58a",
    foreground="#c5ced8",
    background="#101418",
    surface="#161b21",
    panel="#1b222a",
    boost="#222b35",
    variables={
        "text-dim": "#7f8b98",
        "text-strong": "#edf2f7",
        "text-off": "#5b6774",
        "rule": "#3a4550",
        "header": "#8fa3b5",
        "status-active": "#7fc58a",
        "status-trial": "#79b0f2",
        "status-suspended": "#e0af68",
        "status-uninstalled": "#7f8b98",
        "status-problem": "#f07178",
        "cursor-background": "#24333f",
        "cursor-blurred-background": "#1b242c",
        "badge-text": "#ffffff",
        "badge-prod": "#b23a48",
        "badge-demo": "#2c7561",
        "badge-other": "#4b5b6b",
        "writing-bar": "#352b18",
    },
)
"""Quiet, dark, truecolor: the default where the terminal can show it."""

LMO_LIGHT: Final = Theme(
    name="lmo-light",
    dark=False,
    primary="#0b6a94",
    secondary="#3d6480",
    accent="#0b6a94",
    warning="#8a5a00",
    error="#b3261e",
    success="#1d6b34",
    foreground="#24292f",
    background="#fbfbf9",
    surface="#f1f2f0",
    panel="#e8eae7",
    boost="#dfe3e1",
    variables={
        "text-dim": "#626c76",
        "text-strong": "#000000",
        "text-off": "#8b949c",
        "rule": "#c3c9ce",
        "header": "#4a5966",
        "status-active": "#1d6b34",
        "status-trial": "#1a56a8",
        "status-suspended": "#8a5a00",
        "status-uninstalled": "#626c76",
        "status-problem": "#b3261e",
        "cursor-background": "#d3e4ee",
        "cursor-blurred-background": "#e6ecef",
        "badge-text": "#ffffff",
        "badge-prod": "#b3261e",
        "badge-demo": "#1d6b55",
        "badge-other": "#56646f",
        "writing-bar": "#f5e6c8",
    },
)
"""The same on white."""

ANSI: Final = Theme(
    name="ansi",
    ansi=True,
    dark=True,
    primary="ansi_cyan",
    secondary="ansi_blue",
    accent="ansi_cyan",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "text-dim": "ansi_default",
        "text-strong": "ansi_default",
        "text-off": "ansi_bright_black",
        "rule": "ansi_bright_black",
        "header": "ansi_default",
        "status-active": "ansi_green",
        "status-trial": "ansi_blue",
        "status-suspended": "ansi_yellow",
        "status-uninstalled": "ansi_bright_black",
        "status-problem": "ansi_red",
        "cursor-background": "ansi_default",
        "cursor-blurred-background": "ansi_default",
        "badge-text": "ansi_bright_white",
        "badge-prod": "ansi_red",
        "badge-demo": "ansi_green",
        "badge-other": "ansi_blue",
        "writing-bar": "ansi_default",
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "border-blurred": "ansi_bright_black",
        "input-selection-background": "ansi_cyan",
        "input-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_cyan",
        "screen-selection-foreground": "ansi_black",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_cyan",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
    },
)
"""The terminal's own sixteen colors: half the bytes, and right on any background."""

CONTRAST: Final = Theme(
    name="contrast",
    dark=True,
    primary="#66d9ff",
    secondary="#9fe8ff",
    accent="#66d9ff",
    warning="#ffd24d",
    error="#ff8080",
    success="#7dff8a",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#121212",
    boost="#1f1f1f",
    variables={
        "text-dim": "#c8c8c8",
        "text-strong": "#ffffff",
        "text-off": "#a0a0a0",
        "rule": "#8c8c8c",
        "header": "#e8e8e8",
        "status-active": "#7dff8a",
        "status-trial": "#7cc4ff",
        "status-suspended": "#ffd24d",
        "status-uninstalled": "#c8c8c8",
        "status-problem": "#ff8080",
        "cursor-background": "#003c5c",
        "cursor-blurred-background": "#242424",
        "badge-text": "#ffffff",
        "badge-prod": "#b00020",
        "badge-demo": "#00624a",
        "badge-other": "#3f4f5f",
        "writing-bar": "#332800",
    },
)
"""Every text at 7:1 or better."""

CVD: Final = Theme(
    name="cvd",
    dark=True,
    primary="#56b4e9",
    secondary="#8ecdf0",
    accent="#56b4e9",
    warning="#e69f00",
    error="#e58a3c",
    success="#56b4e9",
    foreground="#cdd3da",
    background="#101418",
    surface="#161b21",
    panel="#1b222a",
    boost="#222b35",
    variables={
        "text-dim": "#848f9b",
        "text-strong": "#f2f5f8",
        "text-off": "#5f6b78",
        "rule": "#3a4550",
        "header": "#93a5b6",
        "status-active": "#56b4e9",
        "status-trial": "#b9c7f5",
        "status-suspended": "#f0e442",
        "status-uninstalled": "#848f9b",
        "status-problem": "#ee8434",
        "cursor-background": "#24333f",
        "cursor-blurred-background": "#1b242c",
        "badge-text": "#000000",
        "badge-prod": "#ee8434",
        "badge-demo": "#56b4e9",
        "badge-other": "#93a5b6",
        "writing-bar": "#332f10",
    },
)
"""Blue against orange, for eyes that do not tell red from green."""

THEMES: Final = (LMO, LMO_LIGHT, ANSI, CONTRAST, CVD)

_STAND_INS: Final = {
    "text-dim": "secondary",
    "text-strong": "foreground",
    "text-off": "secondary",
    "rule": "panel",
    "header": "secondary",
    "status-active": "success",
    "status-trial": "primary",
    "status-suspended": "warning",
    "status-uninstalled": "secondary",
    "status-problem": "error",
    "cursor-background": "panel",
    "cursor-blurred-background": "surface",
    "badge-text": "background",
    "badge-prod": "error",
    "badge-demo": "success",
    "badge-other": "secondary",
    "writing-bar": "surface",
}


def variables_for(theme: Theme) -> dict[str, str]:
    """Our variables in a theme that is not ours: what App.get_theme_variable_defaults() has to give."""
    standing_in = ((name, getattr(theme, attribute)) for name, attribute in _STAND_INS.items())
    return {name: color or theme.primary for name, color in standing_in}


def theme_for(environment: Mapping[str, str]) -> str:
    """The theme to start with: the quiet one where the terminal says truecolor, else the terminal's own colors."""
    if environment.get("NO_COLOR"):
        return ANSI.name
    truecolor = environment.get("COLORTERM", "").casefold() in {"truecolor", "24bit"}
    return LMO.name if truecolor else ANSI.name
