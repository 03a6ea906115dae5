"""What this machine offers: rules over plain values, for the part of the checklist that needs no org."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from lmo_tui.domain.checks.check import Check, Finding, Standing
from lmo_tui.domain.secrets import StoreKind

_PROXIES: Final = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
_BUNDLES: Final = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The environment of the process and its terminal."""

    variables: Mapping[str, str]
    encoding: str = ""
    on_terminal: bool = False
    size: tuple[int, int] = (0, 0)
    """Columns and lines."""
    stores: Sequence[tuple[StoreKind, str]] = field(default_factory=tuple)
    """Where secrets could be kept, best first, each with why not; empty where it works."""


def locale(around: Surroundings) -> Finding:
    """Names of customers are in every script: only UTF-8 shows them."""
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    evidence = (("encoding", around.encoding or "—"), *((each, around.variables.get(each, "—")) for each in names))
    if around.encoding.replace("-", "").casefold() == "utf8":
        return Finding(Standing.OK, "UTF-8: every name can be shown.", evidence)
    fix = "Set LANG=C.UTF-8 or another UTF-8 locale, and let SSH send it (SendEnv LANG)."
    return Finding(Standing.WARNING, f"The locale is {around.encoding or 'unknown'}, not UTF-8.", evidence, fix)


def terminal(around: Surroundings) -> Finding:
    """Whether the screens can be drawn here, and in how many colors."""
    term, columns, lines = around.variables.get("TERM", ""), *around.size
    evidence = (
        ("TERM", term or "—"),
        ("COLORTERM", around.variables.get("COLORTERM", "—")),
        ("size", f"{columns}x{lines}"),
        ("NO_COLOR", "set" if around.variables.get("NO_COLOR") else "not set"),
    )
    if not around.on_terminal:
        return Finding(Standing.NOTE, "The output is no terminal: commands work, the screens do not.", evidence)
    if term in {"", "dumb"}:
        fix = "Set TERM to what your terminal is, such as xterm-256color."
        return Finding(Standing.WARNING, "TERM does not say what terminal this is.", evidence, fix)
    if columns < 80 or lines < 24:
        fix = "Make the window 80x24 or larger."
        return Finding(Standing.NOTE, f"The window is {columns}x{lines}: some columns are left out.", evidence, fix)
    return Finding(Standing.OK, f"{term}, {columns}x{lines}.", evidence)


def tmux(around: Surroundings) -> Finding:
    """Whether a tmux or screen is in between."""
    between = "tmux" if around.variables.get("TMUX") else "screen" if around.variables.get("STY") else ""
    if not between:
        return Finding(Standing.OK, "No tmux or screen in between.")
    fix = "For copying through it: set -g set-clipboard on; for true color: terminal-features with RGB."
    return Finding(Standing.NOTE, f"In {between}.", ((between, "yes"),), fix if between == "tmux" else "")


def clipboard(around: Surroundings) -> Finding:
    """By which road a copy reaches the person's own clipboard."""
    far = bool(around.variables.get("SSH_CONNECTION") or around.variables.get("SSH_TTY"))
    evidence = (("SSH", "yes" if far else "no"),)
    fix = "If y copies nothing, allow clipboard access (OSC 52) in your terminal, or mark with the mouse and Shift."
    where = "over SSH" if far else "here"
    return Finding(Standing.NOTE, f"Copies go to your terminal {where}; none confirms that it took one.", evidence, fix)


def proxy(around: Surroundings) -> Finding:
    """What stands between this machine and Salesforce; a proxy's user and password are not shown."""
    found = [(name, _host(value)) for name in _PROXIES if (value := around.variables.get(name))]
    bundles = [(name, value) for name in _BUNDLES if (value := around.variables.get(name))]
    evidence = (*found, *bundles)
    if not found:
        return Finding(Standing.OK, "No proxy is set.", evidence)
    fix = "" if bundles else "If certificates are refused, name the proxy's authority in REQUESTS_CA_BUNDLE."
    return Finding(Standing.NOTE, f"By the proxy {found[0][1]}.", evidence, fix)


def _host(address: str) -> str:
    """Host and port of a proxy, without user and password."""
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "(not an address)"
    return f"{parts.hostname or '?'}{port}"


def secrets(around: Surroundings) -> Finding:
    """Where a login would be kept on this machine."""
    evidence = tuple((str(kind), why or "works here") for kind, why in around.stores)
    best = next((kind for kind, why in around.stores if not why), None)
    if best is StoreKind.KEYRING:
        return Finding(Standing.OK, "Secrets are kept in the keyring of this system.", evidence)
    if best in {None, StoreKind.MEMORY}:
        return Finding(Standing.NOTE, "Nothing is kept: each start takes a session token of its own.", evidence)
    return Finding(Standing.NOTE, f"No keyring works here; secrets can be kept by: {best}.", evidence)


_RULES: Final[tuple[tuple[str, str, Callable[[Surroundings], Finding], str], ...]] = (
    ("locale", "Locale", locale, "Company names are in every script."),
    ("terminal", "Terminal", terminal, "The screens need a terminal that says what it is, best 80x24 or larger."),
    (
        "tmux",
        "Terminal multiplexer",
        tmux,
        "It stands between the program and your terminal, its colors and clipboard.",
    ),
    ("clipboard", "Clipboard", clipboard, "Org ids and links are copied for your browser on another machine."),
    ("proxy", "Proxy", proxy, "It may read along, or refuse; its authority must be trusted."),
    ("secrets", "Secrets", secrets, "A login that is kept must be kept safe."),
)


def machine_checks(look: Callable[[], Surroundings]) -> tuple[Callable[[], Check], ...]:
    """A check of each thing of this machine, made when it is called."""

    def made(rule: tuple[str, str, Callable[[Surroundings], Finding], str]) -> Callable[[], Check]:
        name, title, judge, meaning = rule
        return lambda: Check(name, 0, title, judge(look()), meaning)

    return tuple(map(made, _RULES))
