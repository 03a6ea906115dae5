"""Themes: complete, readable, and the only place where colors are."""

import math
import re
from itertools import combinations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from lmo_tui.domain.fit import THEME_NAMES
from lmo_tui.tui.stylesheets import BASE, stylesheet
from lmo_tui.tui.themes import CONTRAST, CVD, LMO, THEMES, variables_for
from lmo_tui.tui.widgets.looks import LOOKS, NUMBERED, shortest

TRUECOLOR = [theme for theme in THEMES if not theme.ansi]
OURS = set(variables_for(LMO))


def colors(theme: Theme) -> dict[str, str]:
    return {**variables_for(theme), **theme.to_color_system().generate(), **theme.variables}


def contrast(one: Color, other: Color) -> float:
    """How well one color is read on the other, as WCAG 2.1 counts it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: Color) -> float:
    parts = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def test_the_settings_know_the_themes_that_there_are() -> None:
    assert tuple(theme.name for theme in THEMES) == THEME_NAMES


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_theme_of_ours_says_every_variable_itself(theme: Theme) -> None:
    assert set(theme.variables) >= OURS


@pytest.mark.parametrize("theme", [*THEMES, *BUILTIN_THEMES.values()], ids=lambda theme: theme.name)
def test_every_look_has_its_colors_in_every_theme(theme: Theme) -> None:
    known = colors(theme)
    for look in LOOKS.values():
        for variable in (look.color, look.background):
            assert not variable or Color.parse(known[variable])


GROUNDS = ("background", "surface", "panel", "writing-bar", "cursor-background", "cursor-blurred-background")
"""What text without a background of its own may stand on; `boost`, of entries, is tested with what is typed."""


@pytest.mark.parametrize("theme", TRUECOLOR, ids=lambda theme: theme.name)
def test_every_text_is_readable_wherever_it_may_stand(theme: Theme) -> None:
    known = colors(theme)
    least = 7.0 if theme is CONTRAST else 4.5
    pairs = [(theme.foreground or "", theme.boost or ""), (known["text-dim"], theme.boost or "")]
    for look in LOOKS.values():
        if look.color == "text-off":  # In the lines of keys, and nowhere else.
            pairs += ((known["text-off"], known[ground]) for ground in GROUNDS[:3])
        elif look.color != "rule":  # A rule is no text.
            grounds = (look.background,) if look.background else GROUNDS
            pairs += ((known[look.color], known[ground]) for ground in grounds)
    unreadable = {pair for pair in pairs if contrast(*map(Color.parse, pair)) < least}
    assert unreadable == set()


MACHADO = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}
"""Of linear red, green and blue what such eyes see (Machado, Oliveira and Fernandes 2009, severity 1.0)."""


def lab(color: Color, eyes: str) -> tuple[float, float, float]:
    """Where such eyes see the color in CIE L*a*b* (D65)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized]
    red, green, blue = (min(max(sum(map(float.__mul__, row, linear)), 0.0), 1.0) for row in MACHADO[eyes])
    x, y, z = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116
        for part in (
            (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
            0.2126 * red + 0.7152 * green + 0.0722 * blue,
            (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("eyes", MACHADO)
def test_eyes_that_do_not_tell_red_from_green_tell_the_statuses_apart(eyes: str) -> None:
    names = ("active", "trial", "suspended", "uninstalled", "problem")
    seen = [lab(Color.parse(CVD.variables[f"status-{name}"]), eyes) for name in names]
    # Ten times the difference that is just seen when two colors touch.
    assert min(math.dist(one, other) for one, other in combinations(seen, 2)) > 23


@pytest.mark.parametrize("theme", TRUECOLOR, ids=lambda theme: theme.name)
def test_what_is_drawn_most_has_a_number(theme: Theme) -> None:
    known = colors(theme)
    badges = {"cursor-background", "badge-text", "badge-prod", "badge-demo", "badge-other"}
    most = {name for look in LOOKS.values() for name in (look.color, look.background) if name} - badges
    assert not {name for name in {*most, "background"} if Color.parse(known[name]).rgb not in NUMBERED}


def test_a_numbered_color_is_the_same_color() -> None:
    assert len(NUMBERED) == 240
    assert {shortest(Color(*rgb)).get_truecolor() for rgb in NUMBERED} == set(NUMBERED)
    assert shortest(Color(1, 2, 3)).get_ansi_codes() == ("38", "2", "1", "2", "3")
    assert shortest(Color.parse("#121212")).get_ansi_codes() == ("38", "5", "233")
    assert shortest(Color.parse("ansi_green")).get_ansi_codes() == ("32",)


@pytest.mark.parametrize("theme", TRUECOLOR, ids=lambda theme: theme.name)
def test_status_colors_are_five(theme: Theme) -> None:
    names = ("status-active", "status-trial", "status-suspended", "status-uninstalled", "status-problem")
    assert len({theme.variables[name] for name in names}) == len(names)


def test_stylesheets_hold_no_colors_and_no_force() -> None:
    for path in BASE:
        text = path.read_text(encoding="utf-8")
        assert "!important" not in text
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b", text)
        assert not re.search(r"(?:color|background): *[a-z]", text)


def test_stylesheets_are_found() -> None:
    assert stylesheet("base.tcss").is_file()
    assert all(path.is_file() for path in BASE)
