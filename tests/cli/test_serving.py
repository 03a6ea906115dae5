"""`serve`: who is let in, what a desk is told, and how many there are; `tests/e2e/test_browser.py` has the whole."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest
from aiohttp import ClientSession, WSMsgType, WSServerHandshakeError, web

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.web import page
from lmo_tui.cli.web.application import MOST_DESKS, Desks
from lmo_tui.cli.web.guard import refusal
from lmo_tui.cli.web.process import DeskCommand
from lmo_tui.cli.web.server import serve
from lmo_tui.domain.errors import BadEntryError
from tests.cli.program import run_program

TOKEN = "kW3jv0Zk-5s"  # noqa: S105 - a made-up one
HOST = "127.0.0.1:8123"


def asked(path: str, method: str = "GET", **headers: str) -> str | None:
    return refusal(method, path, {"Host": HOST} | headers, TOKEN)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:9000", "localhost:8123", "[::1]:8123"])
def test_whoever_has_the_token_is_let_in_also_through_a_tunnel(host: str) -> None:
    assert asked(f"/{TOKEN}/", Host=host) is None
    assert asked(f"/{TOKEN}/ws", Host=host, Origin=f"http://{host}", Upgrade="websocket") is None


@pytest.mark.parametrize("said", ["", TOKEN[:-1], f"{TOKEN}x", TOKEN.upper(), f" {TOKEN}", f"{TOKEN}\0", "é"])
def test_no_other_token_is_the_token(said: str) -> None:
    assert asked(f"/{said}/") is not None
    assert asked(f"//{TOKEN}/{said}") is not None
    assert asked(f"/{said}/{TOKEN}/") is not None


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "127.0.0.1:8123@evil.example"},
        {"Host": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:8124"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:8123"},
        {"Upgrade": "websocket"},
    ],
)
def test_a_name_that_points_here_and_a_page_from_elsewhere_are_refused(headers: dict[str, str]) -> None:
    assert asked(f"/{TOKEN}/ws", **headers) is not None


def test_nothing_but_reading_is_let_in() -> None:
    assert [each for each in ("HEAD", "POST", "PUT", "OPTIONS") if asked(f"/{TOKEN}/", each) is None] == []


def test_a_desk_is_read_only_unless_it_is_asked_for_writing_and_sees_no_token_among_its_options() -> None:
    choice = Chosen(instance_url="https://acme.my.salesforce.com", token_file="-")  # noqa: S106 - a file
    options = DeskCommand.of(choice, TOKEN, writable=False).options
    assert {"--read-only", "https://acme.my.salesforce.com"} <= set(options)
    assert TOKEN not in options
    assert "--read-only" not in DeskCommand.of(choice, TOKEN, writable=True).options


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "No org is known"),
        (("--org", "demo", "--read-only", "--writable"), "contradict"),
        (("--org", "demo", "--port", "70000"), "--port"),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_served(arguments: tuple[str, ...], told: str) -> None:
    ran = run_program("serve", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_without_the_extra_it_tells_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lmo_tui.cli.web.page.EXTRA", ("not_installed", "textual_serve"))
    with pytest.raises(BadEntryError, match=r"pip install 'lmo-tui\[web\]'"):
        page.files()


class FakeDesk:
    """Draws what it is told."""

    def __init__(self) -> None:
        self.told: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.ended = False

    async def show(self, draw: Callable[[bytes], Awaitable[None]]) -> None:
        while (said := await self.told.get()) is not None:
            await draw(said)

    async def type(self, text: str) -> None:
        await self.told.put(text.encode())

    async def tell(self, kind: str, **facts: int) -> None:
        await self.told.put(json.dumps([kind, facts]).encode())

    async def end(self) -> None:
        self.ended = True
        await self.told.put(None)


class FakeCommand:
    """Starts them."""

    def __init__(self) -> None:
        self.desks: list[FakeDesk] = []

    async def start(self, columns: int, lines: int) -> FakeDesk:
        desk = FakeDesk()
        self.desks.append(desk)
        await desk.tell("begin", width=columns, height=lines)
        return desk


@asynccontextmanager
async def serving(command: FakeCommand) -> AsyncIterator[tuple[ClientSession, str]]:
    """A server of fake desks; a browser, and the address of its WebSocket."""
    desks = Desks(cast("Any", command), TOKEN, "lmo-tui: demo", {})
    runner = web.AppRunner(desks.application(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    here = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with ClientSession(headers={"Origin": here}) as browser:
        yield browser, f"{here}/{TOKEN}/ws"
    await runner.cleanup()


async def test_a_page_drives_its_desk_and_what_means_nothing_is_dropped() -> None:
    command = FakeCommand()
    async with serving(command) as (browser, address), browser.ws_connect(f"{address}?width=1e9&height=99999") as tab:
        assert json.loads(await tab.receive_bytes()) == ["begin", {"width": 80, "height": 1000}]
        for junk in ("", "{}", "[]", '["stdin", 1]', '["quit"]', '["resize", "big"]', '[["stdin"], "q"]', "[" * 9_000):
            await tab.send_str(junk)
        await tab.send_json(["resize", {"width": 90, "height": -1}])
        assert json.loads(await tab.receive_bytes()) == ["resize", {"width": 90, "height": 1}]
        await tab.send_json(["stdin", "\x1b[200~é\x1b[201~"])
        assert (await tab.receive_bytes()).decode() == "\x1b[200~é\x1b[201~"
        await tab.send_json(["ping", "17"])
        assert await tab.receive_json() == ["pong", "17"]
    assert command.desks[0].ended


async def test_so_many_desks_and_no_more_until_one_is_closed() -> None:
    command = FakeCommand()
    async with serving(command) as (browser, address):
        pages = [await browser.ws_connect(address) for _ in range(MOST_DESKS)]
        for tab in pages:
            await tab.receive_bytes()
        async with browser.ws_connect(address) as refused:
            assert b"are open already" in await refused.receive_bytes()
            assert (await refused.receive()).type in {WSMsgType.CLOSE, WSMsgType.CLOSED}
        await command.desks[0].told.put(None)  # Its desk ends by itself: so does the page.
        assert (await pages[0].receive()).type is WSMsgType.CLOSE
        await pages[0].close()
        again = await browser.ws_connect(address)
        assert b"begin" in await again.receive_bytes()
    assert all(desk.ended for desk in command.desks)
    assert len(command.desks) == MOST_DESKS + 1


async def test_a_desk_that_cannot_open_says_why_on_its_page() -> None:
    drawn: list[bytes] = []

    async def draw(frame: bytes) -> None:
        drawn.append(frame)

    desk = await DeskCommand(("--org", "nowhere")).start(80, 24)
    await desk.show(draw)
    await desk.type("q")  # Nobody is there any more to read it.
    await desk.end()
    assert "No org is known as “nowhere”" in b"".join(drawn).decode()


async def test_a_port_that_is_taken_is_told() -> None:
    desks = Desks(cast("Any", FakeCommand()), TOKEN, "", {})
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(BadEntryError, match="cannot be used"):
        await serve(desks, taken.getsockname()[1], lambda port: pytest.fail(f"it serves on {port}"))


async def test_a_page_of_another_address_gets_no_desk() -> None:
    command = FakeCommand()
    async with serving(command) as (browser, address):
        with pytest.raises(WSServerHandshakeError, match="403"):
            await browser.ws_connect(address, headers={"Origin": "http://evil.example"})
    assert command.desks == []
