"""How the program fits the terminal it runs in: which characters, how many colors, which theme, and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from lmo_tui.domain.left import ASCII

QUIET: Final = "lmo"
TERMINALS_OWN: Final = "ansi"
THEME_NAMES: Final = (QUIET, "lmo-light", TERMINALS_OWN, "contrast", "cvd")
"""The built-in themes, in the order in which a key goes through them."""

_PLAIN_TERMINALS: Final = ("linux", "vt", "ansi", "cons25", "pcansi", "sun", "wyse", "dumb", "unknown")
"""How the names of terminals begin whose fonts have few characters, or which know no UTF-8."""

_COERCED: Final = frozenset({"C.UTF-8", "C.utf8", "UTF-8"})
"""What Python sets LC_CTYPE to where the locale is plain (PEP 538)."""


class Colors(StrEnum):
    """How many colors are sent."""

    TRUECOLOR = "truecolor"
    MANY = "256"
    SIXTEEN = "16"
    NONE = "none"


class Looks(NamedTuple):
    """What a person has set of it; nothing is detected then."""

    theme: str = ""
    ascii: bool | None = None
    colors: Colors | None = None


DETECTED: Final = Looks()
"""Nothing is set."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What was chosen, each with the reason as a part of a sentence."""

    ascii: bool
    why_ascii: str
    colors: Colors
    why_colors: str
    theme: str
    why_theme: str


UNICODE: Final = Fit(
    ascii=False, why_ascii="", colors=Colors.TRUECOLOR, why_colors="", theme=TERMINALS_OWN, why_theme=""
)
"""Every character and every color."""


def fit_for(
    environment: Mapping[str, str],
    looks: Looks = DETECTED,
    *,
    coerced: bool = False,
    known: Callable[[str], int | None] = lambda _: None,
) -> Fit:
    """What suits the terminal of this environment.

    `coerced` says that Python found a plain locale and took UTF-8 in its place; `known` tells how many colors the
    terminal of a name has, -1 for none, None where nobody knows it.
    """
    ascii_, why_ascii = _ascii(environment, looks, coerced=coerced)
    colors, why_colors = _colors(environment, looks, known)
    theme, why_theme = _theme(looks, colors)
    return Fit(ascii_, why_ascii, colors, why_colors, theme, why_theme)


def locale_of(environment: Mapping[str, str], *, coerced: bool) -> tuple[str, str]:
    """The locale that the person has for characters, and the variable that says it; C where none does."""
    if value := environment.get("LC_ALL"):
        return value, "LC_ALL"
    value = environment.get("LC_CTYPE", "")
    if value and not (coerced and value in _COERCED and environment.get("PYTHONUTF8") != "1"):
        return value, "LC_CTYPE"
    value = environment.get("LANG", "")
    return (value, "LANG") if value else ("C", "")


def knows_utf8(locale: str) -> bool:
    """Whether text of this locale is UTF-8."""
    encoding = locale.partition("@")[0].partition(".")[2]
    return encoding.casefold().replace("-", "") == "utf8" or locale.casefold().replace("-", "") == "utf8"


def is_remote(environment: Mapping[str, str]) -> bool:
    """Whether the person sits at another machine: a browser would open on the wrong one."""
    return any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))


def _ascii(environment: Mapping[str, str], looks: Looks, *, coerced: bool) -> tuple[bool, str]:
    if (said := environment.get(ASCII, "")) in {"0", "1"}:
        return said == "1", f"--ascii or {ASCII} says so" if said == "1" else f"{ASCII} says so"
    if looks.ascii is not None:
        return looks.ascii, "config.toml says so"
    term = environment.get("TERM", "")
    if term.startswith(_PLAIN_TERMINALS):
        return True, f"TERM is {term}, whose font has few characters"
    locale, variable = locale_of(environment, coerced=coerced)
    if not knows_utf8(locale):
        return True, f"{variable} is {locale}, which is not UTF-8" if variable else "no locale is set"
    return False, f"{variable} is {locale}"


def _colors(environment: Mapping[str, str], looks: Looks, known: Callable[[str], int | None]) -> tuple[Colors, str]:
    if environment.get("NO_COLOR"):  # https://no-color.org: whatever it says, unless it says nothing.
        return Colors.NONE, "NO_COLOR is set"
    if looks.colors is not None:
        return looks.colors, "config.toml says so"
    said, term = environment.get("COLORTERM", ""), environment.get("TERM", "")
    if said.casefold() in {"truecolor", "24bit"}:
        return Colors.TRUECOLOR, f"COLORTERM is {said}"
    if term.endswith("-direct"):
        return Colors.TRUECOLOR, f"TERM is {term}"
    if "256color" in term:
        return Colors.MANY, f"TERM is {term}"
    count = known(term) if term else None
    if count is None:
        count = -1 if term.startswith(("vt", "dumb")) else 8
        told = f"nothing is known of the colors of TERM {term or '(not set)'}"
    else:
        told = f"terminfo knows {max(count, 0) or 'no'} colors of {term}"
    for colors, least in ((Colors.TRUECOLOR, 1 << 24), (Colors.MANY, 256), (Colors.SIXTEEN, 8)):
        if count >= least:
            return colors, told
    return Colors.NONE, told


def _theme(looks: Looks, colors: Colors) -> tuple[str, str]:
    if colors in {Colors.NONE, Colors.SIXTEEN}:
        return TERMINALS_OWN, "no other is made for so few colors"
    if looks.theme:
        return looks.theme, "config.toml says so"
    if colors is Colors.TRUECOLOR:
        return QUIET, "the terminal has all colors"
    return TERMINALS_OWN, "it costs half the bytes of the others"
