"""Themes: complete, readable, and the only place where colors are."""

import re

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from lmo_tui.tui.stylesheets import BASE, stylesheet
from lmo_tui.tui.themes import ANSI, CONTRAST, LMO, THEMES, theme_for, variables_for
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


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_theme_of_ours_says_every_variable_itself(theme: Theme) -> None:
    assert set(theme.variables) >= OURS


@pytest.mark.parametrize("theme", [*THEMES, *BUILTIN_THEMES.values()], ids=lambda theme: theme.name)
def test_every_look_has_its_colors_in_every_theme(theme: Theme) -> None:
    known = colors(theme)
    for look in LOOKS.values():
        for variable in (look.color, look.background):
            assert not variable or Color.parse(known[variable])


@pytest.mark.parametrize("theme", TRUECOLOR, ids=lambda theme: theme.name)
def test_text_is_readable(theme: Theme) -> None:
    known = colors(theme)
    for role, look in LOOKS.items():
        ground = Color.parse(known[look.background or "background"])
        least = 7.0 if theme is CONTRAST and not look.background else 4.5
        if look.color in {"rule", "text-off"}:
            least = 1.3
        assert contrast(Color.parse(known[look.color]), ground) >= least, role


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


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({"COLORTERM": "truecolor"}, LMO.name),
        ({"COLORTERM": "24bit"}, LMO.name),
        ({}, ANSI.name),
        ({"COLORTERM": "truecolor", "NO_COLOR": "1"}, ANSI.name),
        ({"COLORTERM": "truecolor", "NO_COLOR": ""}, LMO.name),
    ],
)
def test_the_theme_to_start_with(environment: dict[str, str], name: str) -> None:
    assert theme_for(environment) == name


def test_stylesheets_hold_no_colors_and_no_force() -> None:
    for path in BASE:
        text = path.read_text(encoding="utf-8")
        assert "!important" not in text
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b", text)
        assert not re.search(r"(?:color|background): *[a-z]", text)


def test_stylesheets_are_found() -> None:
    assert stylesheet("base.tcss").is_file()
    assert all(path.is_file() for path in BASE)
