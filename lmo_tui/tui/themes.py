"""The built-in themes: colors live here and nowhere else.

Most are colors that a terminal with 256 colors has a number for (16 to 255): those cost half the bytes.
"""

from collections.abc import Mapping
from typing import Final

from textual.theme import Theme

LMO: Final = Theme(
    name="lmo",
    dark=True,
    primary="#5fafd7",
    secondary="#87afd7",
    accent="#5fafd7",
    warning="#d7af5f",
    error="#ff8787",
    success="#87d787",
    foreground="#d0d0d0",
    background="#121212",
    surface="#1c1c1c",
    panel="#262626",
    boost="#303030",
    variables={
        "text-dim": "#8a8a8a",
        "text-strong": "#eeeeee",
        "text-off": "#626262",
        "rule": "#444444",
        "header": "#87afaf",
        "status-active": "#87d787",
        "status-trial": "#87afff",
        "status-suspended": "#d7af5f",
        "status-uninstalled": "#8a8a8a",
        "status-problem": "#ff8787",
        "status-warning": "#d7af5f",
        "cursor-background": "#24333f",
        "cursor-blurred-background": "#262626",
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
    primary="#005f87",
    secondary="#5f5f87",
    accent="#005f87",
    warning="#875f00",
    error="#af0000",
    success="#005f00",
    foreground="#262626",
    background="#eeeeee",
    surface="#e4e4e4",
    panel="#dadada",
    boost="#d0d0d0",
    variables={
        "text-dim": "#626262",
        "text-strong": "#000000",
        "text-off": "#9e9e9e",
        "rule": "#b2b2b2",
        "header": "#5f5f87",
        "status-active": "#005f00",
        "status-trial": "#005faf",
        "status-suspended": "#875f00",
        "status-uninstalled": "#626262",
        "status-problem": "#af0000",
        "status-warning": "#875f00",
        "cursor-background": "#c3dcea",
        "cursor-blurred-background": "#dadada",
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
        "status-warning": "ansi_yellow",
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
    primary="#5fd7ff",
    secondary="#afd7ff",
    accent="#5fd7ff",
    warning="#ffd75f",
    error="#ff8787",
    success="#87ff87",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#121212",
    boost="#1c1c1c",
    variables={
        "text-dim": "#c6c6c6",
        "text-strong": "#ffffff",
        "text-off": "#9e9e9e",
        "rule": "#8a8a8a",
        "header": "#e4e4e4",
        "status-active": "#87ff87",
        "status-trial": "#87d7ff",
        "status-suspended": "#ffd75f",
        "status-uninstalled": "#c6c6c6",
        "status-problem": "#ff8787",
        "status-warning": "#ffd75f",
        "cursor-background": "#003c5c",
        "cursor-blurred-background": "#262626",
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
    primary="#5fafff",
    secondary="#87d7ff",
    accent="#5fafff",
    warning="#d7af00",
    error="#ff8700",
    success="#5fafff",
    foreground="#d0d0d0",
    background="#121212",
    surface="#1c1c1c",
    panel="#262626",
    boost="#303030",
    variables={
        "text-dim": "#8a8a8a",
        "text-strong": "#eeeeee",
        "text-off": "#626262",
        "rule": "#444444",
        "header": "#87afaf",
        "status-active": "#5fafff",
        "status-trial": "#afafff",
        "status-suspended": "#ffff5f",
        "status-uninstalled": "#8a8a8a",
        "status-problem": "#ff8700",
        "status-warning": "#d7af00",
        "cursor-background": "#24333f",
        "cursor-blurred-background": "#262626",
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
    "status-warning": "warning",
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
