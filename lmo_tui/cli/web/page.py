"""The page around the terminal, and the files that it loads: all from here, none from elsewhere."""

from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from lmo_tui.domain.errors import BadEntryError

EXTRA: Final = ("aiohttp", "textual_serve")
"""What the extra `web` brings."""

FILES: Final = {
    "textual.js": ("js/textual.js", "text/javascript"),
    "xterm.css": ("css/xterm.css", "text/css"),
    "font.ttf": ("fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
}
"""Files of textual-serve that the page uses, under the names by which it asks for them."""

TEXTS: Final = {
    "page.css": (
        """
@font-face { font-family: "Roboto Mono"; src: url("font.ttf") format("truetype"); font-weight: 100 700; }
html, body { margin: 0; height: 100%; overflow: hidden; background: #121212; }
#terminal { height: 100%; }
p { position: absolute; z-index: 20; margin: 0; padding: 8px 16px; color: #e0e0e0; background: #263238; }
p, a { font: 16px "Roboto Mono", monospace; }
a { color: #80d8ff; }
.opening { top: 0; left: 0; }
.ended { bottom: 0; left: 0; right: 0; display: none; }
body.-first-byte .opening, body.-closed .opening { display: none; }
body.-closed .ended { display: block; }
""",
        "text/css",
    ),
    # Links are shown, not opened: what a subscriber typed may be one, and the terminal opens it by a click.
    # It takes no key before it has the focus, and cannot tell the desk of it before the desk is there.
    "page.js": (
        """
window.open = () => null;
window.addEventListener("load", () => {
  new MutationObserver((_, watch) => {
    if (document.body.classList.contains("-first-byte")) {
      watch.disconnect();
      document.querySelector(".xterm-helper-textarea")?.focus();
    }
  }).observe(document.body, { attributes: true });
});
""",
        "text/javascript",
    ),
}
"""Files of our own."""

_PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="preload" href="static/font.ttf" as="font" type="font/ttf" crossorigin>
<link rel="stylesheet" href="static/xterm.css">
<link rel="stylesheet" href="static/page.css">
<script src="static/textual.js"></script>
<script src="static/page.js"></script>
</head>
<body>
<p class="opening">Opening the desk …</p>
<p class="ended">The desk has ended. <a href="">Open it again</a></p>
<div id="terminal" class="textual-terminal" data-session-websocket-url="{socket}" data-font-size="16"></div>
</body>
</html>
"""


def page(title: str, host: str, token: str) -> str:
    """The page for a browser that called this host."""
    return _PAGE.format(title=escape(title), socket=escape(f"ws://{host}/{token}/ws"))


def files() -> dict[str, tuple[Path, str]]:
    """Where the files of textual-serve are, which is not imported; raises BadEntryError where the extra is missing."""
    specs = [find_spec(name) for name in EXTRA]
    folder = Path(specs[-1].origin).parent / "static" if specs[-1] and specs[-1].origin else None
    found = {name: (folder / path, kind) for name, (path, kind) in FILES.items()} if folder else {}
    if None in specs or not found or not all(file.is_file() for file, _ in found.values()):
        raise BadEntryError(
            "Serving a browser needs the extra “web”, which is not installed.",
            remedy="Run pip install 'lmo-tui[web]'.",
        )
    return found
