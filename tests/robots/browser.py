"""A real Chromium without a window, driven over the pipe of its DevTools protocol, and what its page shows.

The page's terminal draws on a canvas, so what it shows is read from the very frames that it received.
"""

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import pyte

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
"""Where Debian, or another system, has put it; None where there is none."""

PATIENCE = 30.0
"""Seconds; a slow machine takes some for the browser alone."""

_FLAGS = (
    "--headless=new",
    "--no-first-run",
    "--no-sandbox",  # Tests in containers run as root; it opens no page but ours.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--enable-unsafe-swiftshader",  # The terminal draws by WebGL, and there is no graphics card.
    "--window-size=1180,800",
    "--remote-debugging-pipe",
)
_MOVE = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]  # Out of the way of each other.
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
_AT_3_AND_4 = (sys.executable, "-ISc", _MOVE)
"""Chromium's pipes have these numbers."""

_PLACE = '(document.querySelector(".xterm-screen").getBoundingClientRect())'
_ENTER = {"key": "Enter", "code": "Enter", "text": "\r", "windowsVirtualKeyCode": 13}
_KEYS = {"enter": _ENTER, "escape": {"key": "Escape", "code": "Escape", "windowsVirtualKeyCode": 27}}


class Browser:
    """One page of it."""

    def __init__(self) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True)
        self._ids = count(1)
        self._rest = b""
        self._session = self._opened = ""
        self.requests: list[str] = []
        """Every address that the page asked for, its WebSocket too."""
        self.complaints: list[str] = []
        """What the console says: a request that the page's policy forbids is told there."""
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)

    def __enter__(self) -> Self:
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        self._process = subprocess.Popen(
            (
                *_AT_3_AND_4,
                str(theirs_in),
                str(theirs_out),
                str(CHROMIUM),
                *_FLAGS,
                f"--user-data-dir={self._home.name}",
            ),
            pass_fds=(theirs_in, theirs_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": self._home.name},
            start_new_session=True,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        try:
            target = self.ask("Target.createTarget", url="about:blank")["targetId"]
            self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            for domain in ("Network", "Page", "Log", "Runtime"):
                self.ask(f"{domain}.enable")
        except AssertionError:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        os.close(self._out)  # It ends with its pipe.
        try:
            self._process.wait(PATIENCE)
        finally:
            self._process.kill()
            self._process.wait()
            os.close(self._in)
            self._home.cleanup()

    @property
    def text(self) -> str:
        """The terminal of the page, as it is now."""
        return "\n".join(self._screen.display)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and lines of it."""
        return self._screen.columns, self._screen.lines

    def open(self, url: str) -> None:
        """Go there; what is heard from now on is of this page."""
        self._opened = url
        self.requests.clear()
        self.complaints.clear()
        self.ask("Page.navigate", url=url)

    def expect(self, *words: str) -> None:
        """Wait until the terminal of the page shows all of these."""
        assert self.watch(lambda: all(word in self.text for word in words)), f"{words} not on the page:\n{self.text}"

    def watch(self, seen: Callable[[], bool]) -> bool:
        """Listen until it is seen, or for as long as one can wait; whether it was seen."""
        end = time.monotonic() + PATIENCE
        while not seen():
            if time.monotonic() > end:
                return False
            self._hear(0.1)
        return True

    def type(self, *keys: str) -> None:
        """Press keys: a letter is one, others by their names."""
        for key in keys:
            what = _KEYS.get(key) or {"key": key, "text": key}
            self.ask("Input.dispatchKeyEvent", type="keyDown", **what)
            self.ask("Input.dispatchKeyEvent", type="keyUp", **what)

    def click(self, words: str) -> None:
        """Press the mouse where these words begin."""
        line = next(number for number, text in enumerate(self._screen.display) if words in text)
        corner = self.evaluate("(({x, y, width, height}) => [x, y, width, height])" + _PLACE)
        x, y, width, height = corner
        column = self._screen.display[line].index(words)
        at = {"x": x + (column + 0.5) * width / self.size[0], "y": y + (line + 0.5) * height / self.size[1]}
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **at)

    def resize(self, width: int, height: int) -> None:
        """Make its window another size."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def evaluate(self, expression: str) -> Any:  # noqa: ANN401 - whatever the page's script gives
        """What a script gives on the page, waited for."""
        asked = {"expression": expression, "returnByValue": True, "awaitPromise": True}
        return self.ask("Runtime.evaluate", **asked)["result"].get("value")

    def clipboard(self) -> str:
        """What is in its clipboard."""
        self.ask("Browser.grantPermissions", permissions=["clipboardReadWrite"])
        return str(self.evaluate("navigator.clipboard.readText()"))

    def picture(self) -> bytes:
        """The page as PNG, to be looked at."""
        return base64.b64decode(self.ask("Page.captureScreenshot")["data"])

    def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """Carry out a command of the protocol."""
        number = next(self._ids)
        message = {"id": number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for heard in self._hear(1.0):
                if heard.get("id") == number:
                    assert "error" not in heard, heard
                    answer: dict[str, Any] = heard["result"]
                    return answer
        raise AssertionError(f"Chromium does not answer {method}")

    def _hear(self, patience: float) -> list[dict[str, Any]]:
        """What came meanwhile, each noted."""
        if select.select([self._in], [], [], patience)[0]:
            came = os.read(self._in, 1 << 20)
            assert came, "Chromium has ended"
            self._rest += came
        *whole, self._rest = self._rest.split(b"\0")
        heard: list[dict[str, Any]] = [json.loads(each) for each in whole]
        for each in heard:
            self._note(each.get("method", ""), each.get("params", {}))
        return heard

    def _note(self, event: str, facts: dict[str, Any]) -> None:
        if event == "Network.requestWillBeSent" and facts["documentURL"] == self._opened:  # Not of the page before.
            self.requests.append(facts["request"]["url"])
        elif event == "Network.webSocketCreated":
            self.requests.append(facts["url"])
            size = parse_qs(urlsplit(facts["url"]).query)
            self._resize(int(size["width"][0]), int(size["height"][0]))
        elif event == "Network.webSocketFrameSent":
            kind, *said = json.loads(facts["response"]["payloadData"])
            if kind == "resize":
                self._resize(said[0]["width"], said[0]["height"])
        elif event == "Network.webSocketFrameReceived" and facts["response"]["opcode"] == 2:
            self._stream.feed(base64.b64decode(facts["response"]["payloadData"]))
        elif event == "Log.entryAdded":
            self.complaints.append(f"{facts['entry'].get('url', '')} {facts['entry']['text']}")

    def _resize(self, columns: int, lines: int) -> None:
        if (columns, lines) != (self._screen.columns, self._screen.lines):
            self._screen.resize(lines, columns)
