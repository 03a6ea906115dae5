"""The desk in a real browser: served by the installed program, over a demo LMO whose audit tells what was written."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from lmo_tui.demo.server import DemoLmo
from tests.e2e.program import PROGRAM, session
from tests.robots.browser import CHROMIUM, PATIENCE, Browser

CUSTOMER = "Glenmore Brands BV"
NEWEST, ACTIVE = "L-00060", "L-00040"
"""The newest of all licenses, and the newest of that customer."""

REFUSED = """new Promise(told => {
  const socket = new WebSocket("%s");
  socket.onopen = () => told("let in");
  socket.onerror = () => told("refused");
})"""

PASTE = """{
  const data = new DataTransfer();
  data.setData("text/plain", "%s");
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true});
  document.querySelector(".xterm-helper-textarea").dispatchEvent(event);
}"""

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here (Debian: apt-get install)")
needs_proc = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are looked at in /proc")


@dataclass
class Served:
    """A running `lmo-tui serve`."""

    process: subprocess.Popen[str]
    url: str

    @property
    def desk(self) -> Path | None:
        """Its desk in /proc, while there is one."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return Path("/proc", children[0]) if children else None

    def end(self) -> int:
        """End it as a service manager does; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


@contextmanager
def served(lmo: DemoLmo, folder: Path) -> Iterator[Served]:
    """Serve this demo LMO."""
    command = (*PROGRAM, "serve", "--json", *session(lmo, folder))
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdout, process.stderr:
        try:
            yield Served(process, json.loads(process.stdout.readline())["url"])
        finally:
            process.kill()
            process.wait()


@needs_chromium
@needs_proc
@pytest.mark.timeout(120)
def test_a_browser_shows_the_desk_asks_nobody_else_and_cannot_write(demo_lmo: DemoLmo, tmp_path: Path) -> None:
    with served(demo_lmo, tmp_path) as server, Browser() as browser:
        blank = browser.picture()
        is_for_its_own_page_alone(browser, server, demo_lmo.url)
        browser.open(server.url)
        browser.expect(f"▌{NEWEST}", "read-only", "synced")
        looks_like_a_desk(browser, blank, server.url, demo_lmo.url)

        browser.type("/", *"glenmo")
        browser.evaluate(PASTE % "re brands")
        browser.expect("/glenmore brands", f"▌{ACTIVE}", CUSTOMER)
        assert NEWEST not in browser.text

        browser.type("enter")
        for key in "sex":
            browser.expect(" / Filter")
            browser.type(key)
            browser.expect("Started with --read-only")
        browser.type("y")
        browser.expect("Copy L-")
        browser.type("y")
        browser.expect("clipboard of your browser")
        assert org_of(demo_lmo, ACTIVE).startswith(browser.clipboard())

        browser.type("escape")
        browser.click("4 Suspended")
        browser.expect("■ Suspended")
        browser.resize(700, 460)
        assert browser.watch(lambda: browser.size[0] < 80 and "▌L-" in browser.text), browser.text
        assert demo_lmo.audit.writes == []

        hides_the_token_and_ends_with_its_server(browser, server, demo_lmo.token)


def org_of(lmo: DemoLmo, name: str) -> str:
    """The id of the subscriber's org."""
    return str(lmo.value("SELECT sfLma__Subscriber_Org_ID__c FROM sfLma__License__c WHERE Name = ?", name))


def is_for_its_own_page_alone(browser: Browser, server: Served, elsewhere: str) -> None:
    """A page of another address gets no desk, though it knows the token."""
    browser.open(f"{elsewhere}/services/data")
    assert browser.evaluate(REFUSED % f"{server.url.replace('http', 'ws', 1)}ws?width=80&height=24") == "refused"
    assert server.desk is None


def looks_like_a_desk(browser: Browser, blank: bytes, url: str, before: str) -> None:
    """Something is drawn, all of it comes from this server, and nothing else was tried."""
    assert len(browser.picture()) > 5 * len(blank)
    here = urlsplit(url).netloc
    assert {urlsplit(each).netloc for each in browser.requests} == {here}
    # The page before had no picture for its tab, and that may be told late.
    assert [each for each in browser.complaints if not each.startswith(before)] == []
    assert browser.evaluate('window.open("https://evil.example/")') is None  # What a click on a link in the text calls.


def hides_the_token_and_ends_with_its_server(browser: Browser, server: Served, secret: str) -> None:
    """Who lists processes sees no access token; a desk that is open says that it has ended."""
    desk = server.desk
    assert desk is not None
    for file in ("cmdline", "environ"):
        assert secret.encode() not in (desk / file).read_bytes()
    assert server.end() == 0
    assert not desk.exists()
    assert browser.watch(lambda: "-closed" in browser.evaluate("document.body.className"))


def test_who_does_not_know_the_token_gets_nothing(demo_lmo: DemoLmo, tmp_path: Path) -> None:
    with served(demo_lmo, tmp_path) as server:
        token = urlsplit(server.url).path.strip("/")
        root = server.url.removesuffix(f"{token}/")
        page = requests.get(server.url, timeout=PATIENCE)
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "https:" not in page.text
        for path in ("", "wrong/", f"{token[:-1]}/", "static/textual.js", "ws", f"x/{token}/"):
            answer = requests.get(root + path, timeout=PATIENCE)
            assert (answer.status_code, token in answer.text) == (403, False), path
        assert requests.get(server.url, headers={"Host": "evil.example"}, timeout=PATIENCE).status_code == 403
        assert requests.post(server.url, timeout=PATIENCE).status_code == 403
        assert requests.get(f"{server.url}static/..%2f__init__.py", timeout=PATIENCE).status_code == 404
        os.kill(server.process.pid, signal.SIGINT)
        assert server.process.wait(PATIENCE) == 0
        assert server.process.stderr is not None
        said = server.process.stderr.read()
        assert "read-only" in said
        assert token not in said
