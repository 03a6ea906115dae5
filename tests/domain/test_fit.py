"""What is chosen for a terminal, and why."""

import pytest

from lmo_tui.domain.fit import Colors, Looks, fit_for

UTF8 = {"LANG": "de_DE.UTF-8"}


@pytest.mark.parametrize(
    ("environment", "coerced", "plain"),
    [
        ({"LANG": "de_DE.UTF-8"}, False, False),
        ({"LANG": "C.utf8", "TERM": "screen"}, False, False),
        ({}, True, True),
        ({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, True, True),
        ({"LC_ALL": "POSIX"}, True, True),
        ({"LANG": "de_DE.ISO-8859-15@euro"}, False, True),
        # Python found a plain locale, and wrote another one over it.
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, False, False),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8", "PYTHONUTF8": "1"}, True, False),
        # It is not installed here, as often after a login from elsewhere, where the terminal is.
        ({"LANG": "xx_XX.UTF-8", "LC_CTYPE": "C.UTF-8"}, True, False),
        ({**UTF8, "TERM": "linux"}, False, True),
        ({**UTF8, "TERM": "vt100"}, False, True),
        ({**UTF8, "TERM": "linux", "LMO_TUI_ASCII": "0"}, False, False),
        ({**UTF8, "LMO_TUI_ASCII": "1"}, False, True),
    ],
)
def test_ascii_is_for_locales_and_terminals_that_have_nothing_else(
    environment: dict[str, str], coerced: bool, plain: bool
) -> None:
    fit = fit_for(environment, coerced=coerced)
    assert fit.ascii is plain
    assert fit.why_ascii


@pytest.mark.parametrize(
    ("environment", "known", "colors", "theme"),
    [
        ({"COLORTERM": "truecolor", "TERM": "xterm"}, 8, Colors.TRUECOLOR, "lmo"),
        ({"COLORTERM": "24bit"}, None, Colors.TRUECOLOR, "lmo"),
        ({"TERM": "xterm-256color"}, None, Colors.MANY, "ansi"),
        ({"TERM": "alacritty"}, 256, Colors.MANY, "ansi"),
        ({"TERM": "xterm"}, 8, Colors.SIXTEEN, "ansi"),
        ({"TERM": "linux"}, None, Colors.SIXTEEN, "ansi"),
        ({"TERM": "vt100"}, -1, Colors.NONE, "ansi"),
        ({"TERM": "vt220"}, None, Colors.NONE, "ansi"),
        ({"COLORTERM": "truecolor", "NO_COLOR": "1"}, None, Colors.NONE, "ansi"),
        ({"COLORTERM": "truecolor", "NO_COLOR": ""}, None, Colors.TRUECOLOR, "lmo"),
    ],
)
def test_colors_are_those_that_the_terminal_says(
    environment: dict[str, str], known: int | None, colors: Colors, theme: str
) -> None:
    fit = fit_for(environment, known=lambda _: known)
    assert (fit.colors, fit.theme) == (colors, theme)
    assert fit.why_colors
    assert fit.why_theme


def test_what_is_set_counts_but_for_no_color() -> None:
    looks = Looks("cvd", ascii=True, colors=Colors.MANY)
    fit = fit_for({"TERM": "vt100", **UTF8}, looks)
    assert (fit.ascii, fit.colors, fit.theme) == (True, Colors.MANY, "cvd")
    assert fit_for({"NO_COLOR": "1"}, looks).colors is Colors.NONE
    assert fit_for({"TERM": "vt100"}, Looks("cvd")).theme == "ansi"  # Which has no colors for it.
