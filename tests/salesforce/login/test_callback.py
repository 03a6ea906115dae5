"""A browser that comes back to this machine, and an address that is pasted."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest
import requests

from lmo_tui.domain.errors import LmoError, NoAccessError, SignedOutError, UnreachableError
from lmo_tui.salesforce.login.callback import Callback
from lmo_tui.salesforce.login.web import WebLogin, begin
from lmo_tui.salesforce.origin import origin_of


def a_login() -> tuple[WebLogin, int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port: int = free.getsockname()[1]
    return begin(origin_of("https://acme.my.salesforce.com"), "app", port), port


class Waiting:
    """A login that waits in a thread of its own."""

    def __init__(self, pasted: int | None = None, told: list[LmoError] | None = None) -> None:
        self.login, self.port = a_login()
        tell = None if told is None else told.append
        self.callback = Callback(self.login, self.port, pasted=pasted, tell=tell)
        self.outcome: list[str | LmoError] = []
        self._thread = threading.Thread(target=self._wait)
        self._thread.start()

    def _wait(self) -> None:
        try:
            self.outcome.append(self.callback.code(20))
        except LmoError as error:
            self.outcome.append(error)

    def get(self, path: str, host: str = "localhost") -> requests.Response:
        url = f"http://127.0.0.1:{self.port}{path}"
        return requests.get(url, headers={"Host": f"{host}:{self.port}"}, timeout=10)

    def over(self) -> str | LmoError:
        self._thread.join(10)
        return self.outcome[0]


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


def test_only_the_browser_of_this_login_is_heard() -> None:
    waiting = Waiting()
    state = waiting.login.state
    assert waiting.get("/favicon.ico").status_code == 404
    assert waiting.get(f"/OauthRedirect?code=evil&state={state}", host="evil.example").status_code == 404
    assert "failed" in waiting.get("/OauthRedirect?code=evil&state=guessed").text
    page = waiting.get(f"/OauthRedirect?code=aPrx%2Fgood&state={state}")
    assert "go back to the terminal" in page.text and "aPrx" not in page.text
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert waiting.over() == "aPrx/good"


def test_a_refusal_ends_the_wait() -> None:
    waiting = Waiting()
    words = "error=invalid_client&error_description=app+must+be+installed+into+org"
    assert "failed" in waiting.get(f"/OauthRedirect?{words}&state={waiting.login.state}").text
    assert isinstance(waiting.over(), NoAccessError)


def test_the_address_may_be_pasted_while_it_listens(terminal: tuple[int, int]) -> None:
    told: list[LmoError] = []
    waiting = Waiting(terminal[0], told)
    os.write(terminal[1], b"is it this one?\n")
    while not told and not waiting.outcome:
        waiting.get("/")  # Both are heard in the same wait.
    assert "not the address" in str(told)
    os.write(terminal[1], f"\n{waiting.login.redirect}?code=aPrx1&state={waiting.login.state}\n".encode())
    assert waiting.over() == "aPrx1"


def test_where_the_port_is_taken_pasting_is_left(terminal: tuple[int, int]) -> None:
    login, port = a_login()
    with closing(socket.create_server(("127.0.0.1", port))):
        with pytest.raises(UnreachableError, match="--callback-port"):
            Callback(login, port)
        callback = Callback(login, port, pasted=terminal[0])
        assert not callback.listens
        os.write(terminal[1], f"{login.redirect}?code=aPrx2&state={login.state}\n".encode())
        assert callback.code(10) == "aPrx2"


def test_nobody_comes() -> None:
    login, port = a_login()
    with pytest.raises(SignedOutError, match="Nobody logged in"):
        Callback(login, port).code(0)
