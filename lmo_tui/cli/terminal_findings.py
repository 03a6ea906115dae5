"""What can be told of a terminal, and of what was chosen for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lmo_tui.domain.copying import Outer, why_not_sent
from lmo_tui.domain.fit import Fit, fit_for, is_remote, locale_of
from lmo_tui.domain.left import SMALLEST
from lmo_tui.domain.settings import Settings
from lmo_tui.tui.terminal.abilities import abilities

_THROUGH: Final = {
    Outer.ASKED: "through tmux, to its buffer and to the terminal around it",
    Outer.NONE: "to tmux's buffer only",
    Outer.UNKNOWN: "to tmux's buffer; whether further is not known",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    found: str
    chosen: str = ""
    why: str = ""
    advice: str = ""
    blocks: bool = False
    """Whether the desk cannot be used so."""


@dataclass(frozen=True, slots=True)
class InTmux:
    """What the tmux around says of itself."""

    version: str
    set_clipboard: str
    utf8: bool | None
    """Whether its own terminal shows UTF-8; None where nobody is attached."""
    outer: Outer


def findings(
    environment: Mapping[str, str],
    settings: Settings,
    size: tuple[int, int] | None,
    tmux: InTmux | None,
    *,
    coerced: bool = False,
) -> Iterator[Finding]:
    """What is to be told of a terminal, in the order in which one looks for what is wrong."""
    from lmo_tui.tui.terminal.terminfo import colors_of

    fit = fit_for(environment, settings.looks, coerced=coerced, known=colors_of)
    name = environment.get("TERM", "")
    lean = "only the cells that differ are sent" if abilities(environment) else "whole lines are sent"
    yield Finding("terminal", f"TERM={name or '(not set)'}", lean, blocks=name in {"", "dumb"})
    yield _measured(size)
    yield _characters(environment, fit, tmux, coerced=coerced)
    said = ", ".join(f"{each}={environment[each]}" for each in ("COLORTERM", "NO_COLOR") if each in environment)
    yield Finding("colors", said or "no COLORTERM, no NO_COLOR", fit.colors, fit.why_colors)
    yield Finding("theme", settings.looks.theme or "none is set", fit.theme, fit.why_theme)
    if tmux is None:
        yield Finding("tmux", "no")
    else:
        yield Finding("tmux", f"{tmux.version}, set-clipboard {tmux.set_clipboard or 'unknown'}")
    yield _clipboard(environment, tmux)
    remote = is_remote(environment)
    yield Finding("connection", "SSH" if remote else "local", "links are shown, not opened; nothing is animated")


def _measured(size: tuple[int, int] | None) -> Finding:
    least = f"{SMALLEST[0]}x{SMALLEST[1]}"
    if size is None:
        return Finding("size", "no terminal here", advice="The desk needs one; lmo-tui ls does not.")
    found = f"{size[0]}x{size[1]}"
    if size[0] < SMALLEST[0] or size[1] < SMALLEST[1]:
        return Finding("size", found, advice=f"The desk needs {least}: make the window larger.", blocks=True)
    return Finding("size", found, "enough", f"the desk needs {least}")


def _characters(environment: Mapping[str, str], fit: Fit, tmux: InTmux | None, *, coerced: bool) -> Finding:
    locale, variable = locale_of(environment, coerced=coerced)
    advice = ""
    if not fit.ascii and tmux is not None and tmux.utf8 is False:
        advice = "tmux's own terminal shows no UTF-8: attach with tmux -u if it can, or start lmo-tui with --ascii."
    chosen = "ASCII only" if fit.ascii else "UTF-8"
    return Finding("characters", f"{variable or 'locale'}={locale}", chosen, fit.why_ascii, advice)


def _clipboard(environment: Mapping[str, str], tmux: InTmux | None) -> Finding:
    if tmux is not None:
        advice = "As tmux knows the terminal around it, that has no clipboard (Ms)." if tmux.outer is Outer.NONE else ""
        return Finding("clipboard", "tmux load-buffer -w", _THROUGH[tmux.outer], advice=advice)
    if why := why_not_sent(environment, ""):
        return Finding("clipboard", "none", "what is copied is shown as plain text", why)
    unknown = "No terminal says whether it took something: try y, and Y where nothing comes."
    return Finding("clipboard", "OSC 52", "sent to the terminal", advice=unknown)
