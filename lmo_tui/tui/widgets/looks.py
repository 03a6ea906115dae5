"""From what a piece of text is to how it looks in the theme of the day."""

from dataclasses import dataclass
from typing import Final

from rich.color import Color as RichColor
from rich.color import ColorType
from rich.color_triplet import ColorTriplet
from rich.style import Style
from textual.app import App
from textual.color import Color

from lmo_tui.tui.render.roles import Role


@dataclass(frozen=True, slots=True)
class Look:
    """The theme variables and the attributes of a role."""

    color: str
    background: str = ""
    bold: bool = False
    dim_in_ansi: bool = False
    """Sixteen colors have no quiet gray: there, quiet is an attribute."""


LOOKS: Final = {
    Role.TEXT: Look("foreground"),
    Role.DIM: Look("text-dim", dim_in_ansi=True),
    Role.STRONG: Look("text-strong", bold=True),
    Role.ACCENT: Look("accent"),
    Role.KEY: Look("accent", bold=True),
    Role.OFF: Look("text-off", dim_in_ansi=True),
    Role.RULE: Look("rule", dim_in_ansi=True),
    Role.HEADER: Look("header", bold=True),
    Role.SORTED: Look("accent", bold=True),
    Role.ACTIVE: Look("status-active"),
    Role.TRIAL: Look("status-trial"),
    Role.SUSPENDED: Look("status-suspended"),
    Role.UNINSTALLED: Look("status-uninstalled", dim_in_ansi=True),
    Role.PROBLEM: Look("status-problem"),
    Role.WARNING: Look("status-warning"),
    Role.PENDING: Look("accent"),
    Role.TAB_ON: Look("text-strong", "cursor-background", bold=True),
    Role.CURSOR: Look("text-strong", "cursor-background", bold=True),
    Role.CURSOR_BLURRED: Look("text-strong", "cursor-blurred-background", bold=True),
    Role.BADGE_PROD: Look("badge-text", "badge-prod", bold=True),
    Role.BADGE_DEMO: Look("badge-text", "badge-demo", bold=True),
    Role.BADGE_OTHER: Look("badge-text", "badge-other", bold=True),
    Role.WRITING: Look("status-warning", bold=True),
}


def _numbered() -> dict[tuple[int, int, int], RichColor]:
    """The colors that every terminal with 256 colors has in common: the cube and the grays."""
    levels = (0, 95, 135, 175, 215, 255)
    cube = [(red, green, blue) for red in levels for green in levels for blue in levels]
    grays = [(level, level, level) for level in range(8, 239, 10)]
    return {
        rgb: RichColor(f"color({number})", ColorType.EIGHT_BIT, number, ColorTriplet(*rgb))
        for number, rgb in enumerate((*cube, *grays), 16)
    }


NUMBERED: Final = _numbered()
"""A color said by its number takes half the bytes of the same one said in red, green and blue."""


def shortest(color: Color) -> RichColor:
    """The color as Rich writes it with the fewest bytes."""
    return NUMBERED.get(color.rgb, color.rich_color) if color.ansi is None else color.rich_color


class Palette:
    """The styles of one theme over one background, each made when it is first needed."""

    def __init__(self, app: App[object], background: Color) -> None:
        self._variables = app.theme_variables
        self._ansi = app.native_ansi_color
        self.background = background
        self._styles: dict[tuple[Role, Role | None], Style] = {}

    def style(self, role: Role, under: Role | None = None) -> Style:
        """How a role looks; `under` is the role of the whole line, say the cursor's, whose background it takes."""
        key = (role, under)
        if key not in self._styles:
            self._styles[key] = self._made(role, under)
        return self._styles[key]

    def _made(self, role: Role, under: Role | None) -> Style:
        look = LOOKS[role]
        ground = LOOKS[under] if under is not None else None
        background = self.background
        for filled in (ground, look):
            if filled is not None and filled.background:
                background = self._color(filled.background)
        plain = ground is not None and role in {Role.TEXT, Role.DIM}
        color = self._color(ground.color if ground is not None and plain else look.color)
        return Style(
            color=shortest(color),
            bgcolor=shortest(background),
            bold=look.bold or (ground is not None and ground.bold),
            dim=(self._ansi and look.dim_in_ansi and ground is None) or None,
        )

    def _color(self, variable: str) -> Color:
        return Color.parse(self._variables.get(variable) or self._variables["foreground"])
