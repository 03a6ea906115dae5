"""Bugs with a secret in their hands: `python -m tests.safety.breaking KIND...` opens the desk for each, and it breaks.

It tells of each with which exit code the command line ended.
"""

import asyncio
import sys
from collections.abc import Callable
from typing import Final, NoReturn

from textual.app import ComposeResult, RenderResult
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from lmo_tui.cli.ending import run
from lmo_tui.credentials.ladder import open_store
from lmo_tui.domain.secrets import StoreKind
from lmo_tui.services.workbench import Workbench
from lmo_tui.tui.app import LmoApp
from lmo_tui.tui.background import in_background
from tests.cli.world import FakeWorld
from tests.fakes.licenses import sample_licenses
from tests.fakes.repository import FakeRepository, an_org

CANARY: Final = "canary/of+a refresh=token"
KEY: Final = "-----BEGIN PRIVATE KEY-----\nMIIEcanary" + "\nQ0FOQVJZ".join("abcd") + "\n-----END PRIVATE KEY-----"
"""Of several lines, and known only by its shape."""


def boom(*_: object) -> NoReturn:
    """A bug that quotes what it was working with."""
    secret = CANARY
    raise RuntimeError(f"refused: {secret}, {[secret]}\n{KEY}")


async def aboom() -> None:
    """The same, awaited."""
    boom()


class Asked(Message):
    """What a handler breaks on."""


class Breaking(LmoApp):
    """The desk, with a bug of one kind."""

    kind: str
    on_asked = boom
    action_boom = boom

    def on_ready(self) -> None:
        """It breaks."""
        KINDS[self.kind](self)


class Breaks(Widget):
    """Breaks when it is drawn."""

    def render(self) -> RenderResult:
        boom()


class Draws(Screen[None]):
    """Holds what breaks."""

    def compose(self) -> ComposeResult:
        yield Breaks()


def _screen(**methods: Callable[..., object]) -> Callable[[LmoApp], object]:
    return lambda app: app.push_screen(type("Broken", (Screen,), methods)())


def _resumed(app: LmoApp) -> None:
    app.app_resume_signal.subscribe(app, boom)
    app.app_resume_signal.publish(app)


def _forgotten(_: LmoApp) -> None:
    task = asyncio.get_running_loop().create_task(aboom())
    del task


KINDS: Final[dict[str, Callable[[LmoApp], object]]] = {
    "render": lambda app: app.push_screen(Draws()),
    "task": _forgotten,
    "worker": lambda app: app.run_worker(aboom()),
    "background": lambda app: app.stage.work(in_background(boom)),
    "compose": _screen(compose=boom),
    "mount": _screen(on_mount=boom),
    "timer": lambda app: app.set_timer(0.01, boom),
    "later": lambda app: app.call_later(boom),
    "refreshed": lambda app: app.call_after_refresh(boom),
    "action": lambda app: app.call_later(app.run_action, "boom"),
    "message": lambda app: app.post_message(Asked()),
    "soon": lambda _: asyncio.get_running_loop().call_soon(boom),
    "resumed": _resumed,
    "ended": lambda app: app.exit(),
}
"""The ways into the program's own code, and how each is led into the bug."""


class BreakingWorld(FakeWorld):
    """A terminal with a person, and a desk that breaks."""

    kind: str

    def show(self, workbench: Workbench) -> int:
        """Open it."""
        app = Breaking(workbench)
        app.kind = self.kind
        code = app.run() or 0
        if self.kind == "ended":
            boom()
        return code


def main(kinds: list[str]) -> None:
    """Break in each of these ways."""
    open_store(StoreKind.MEMORY, profile="acme").keep("refresh_token", CANARY)
    for kind in kinds:
        world = BreakingWorld(FakeRepository(sample_licenses(), an_org()), somebody=True)
        world.kind = kind
        code = run(["--org", "demo"], world)
        sys.stdout.write(f"{kind} ended with {code}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
