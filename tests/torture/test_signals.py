"""What ends a program, or stops it, while a write is on its way: in a real terminal, to a real server."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from lmo_tui.cli.places import alias_of
from lmo_tui.demo.faults import Pause
from lmo_tui.demo.server import DemoLmo
from lmo_tui.domain.licenses import Field
from tests.demo.fixtures import demo_lmo, make_demo_lmo, pristine_lmo
from tests.e2e.program import at_the_desk, go
from tests.e2e.terminal import Terminal
from tests.torture.many import wrong_afterwards
from tests.torture.misfortunes import APPLIED
from tests.torture.scene import Scene
from tests.torture.verdicts import commits, disagreements
from tests.torture.ways import settled

__all__ = ["demo_lmo", "make_demo_lmo", "pristine_lmo"]

OTHER = "L-00060"
"""Another license, of which no change may begin any more."""

BACK = b"\x1b[?1049l"


@dataclass
class Saving:
    """A desk on which a change of the seats has been confirmed and waits in the server."""

    desk: Terminal
    scene: Scene
    pause: Pause

    def answer(self) -> None:
        """Let the server go on."""
        self.scene.lmo.faults.release()
        assert self.pause.over.wait(10)


def begin(desk: Terminal, scene: Scene) -> Saving:
    pause = scene.lmo.pause("write", "PATCH")
    go(desk, scene.name)
    desk.type(":seats 31\r").expect("Enter save").type("enter").expect("saving…")
    assert pause.reached.wait(10)
    return Saving(desk, scene, pause)


def begin_many(desk: Terminal, scene: Scene) -> Saving:
    """A change of the seats of all licenses that waits in the server."""
    pause = scene.lmo.pause("write", "PATCH")
    desk.type("a").expect("unmark").type(":seats 31\r").expect("left out").type("enter").expect("to save")
    desk.type(alias_of(scene.lmo.url)).type("enter").expect("saving…")
    assert pause.reached.wait(10)
    return Saving(desk, scene, pause)


def try_another(desk: Terminal) -> None:
    """Begin a change of another license, which is refused."""
    go(desk, OTHER)
    desk.type(":seats 5\r").expect("about to end")


def is_whole(desk: Terminal) -> bool:
    """Whether the terminal is as it was: first screen, echo, cursor, no mouse, no pasting."""
    heard = bytes(desk.heard)
    off = all(heard.rfind(b"\x1b[?%dl" % mode) > heard.rfind(b"\x1b[?%dh" % mode) for mode in (1000, 1003, 1006, 2004))
    shown = heard.rfind(b"\x1b[?25h") > heard.rfind(b"\x1b[?25l")
    return BACK in heard and off and shown and desk.attributes == desk.attributes_before


@pytest.fixture
def scene(demo_lmo: DemoLmo, lmo_tui_home: Path) -> Scene:
    """A change of the seats by a program that keeps its journal where it always does."""
    return Scene.of(demo_lmo, lmo_tui_home, Field.SEATS)


@pytest.mark.torture
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
async def test_the_write_on_its_way_ends_no_other_begins_and_the_terminal_comes_back(
    number: signal.Signals, scene: Scene, tmp_path: Path
) -> None:
    with at_the_desk(scene.lmo, tmp_path) as desk:
        saving = begin(desk, scene)
        os.kill(desk.pid, number)
        try_another(desk)
        saving.answer()
        assert desk.expect_end() == 128 + number
        assert is_whole(desk)
    await one_write_and_journal_and_server_agree(scene)


@pytest.mark.torture
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
async def test_a_change_of_many_licenses_ends_with_what_is_on_its_way(
    number: signal.Signals, scene: Scene, tmp_path: Path
) -> None:
    with at_the_desk(scene.lmo, tmp_path) as desk:
        saving = begin_many(desk, scene)
        os.kill(desk.pid, number)
        saving.answer()
        assert desk.expect_end() == 128 + number
        assert is_whole(desk)
    assert await wrong_afterwards(scene) == []


@pytest.mark.torture
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
async def test_a_write_that_gets_no_answer_has_ten_seconds_and_the_next_start_settles_it(
    number: signal.Signals, scene: Scene, tmp_path: Path
) -> None:
    with at_the_desk(scene.lmo, tmp_path) as desk:
        saving = begin(desk, scene)
        os.kill(desk.pid, number)
        assert desk.expect_end() == 128 + number
        assert is_whole(desk)
        saving.answer()
    await one_write_and_journal_and_server_agree(scene)


async def test_a_window_that_is_closed_lets_the_write_end(scene: Scene, tmp_path: Path) -> None:
    with at_the_desk(scene.lmo, tmp_path) as desk:
        saving = begin(desk, scene)
        with ThreadPoolExecutor(1) as threads:
            ended = threads.submit(desk.hang_up)
            saving.answer()
            assert ended.result() == 128 + signal.SIGHUP
    await one_write_and_journal_and_server_agree(scene)


async def test_whatever_the_keys_and_the_window_do_the_write_is_told_as_it_ended(scene: Scene, tmp_path: Path) -> None:
    with at_the_desk(scene.lmo, tmp_path) as desk:
        saving = begin(desk, scene)
        desk.type("ctrl+c").expect("1 change is still being saved").type("q").expect_gone("still being saved")
        desk.type("\x1a")  # Ctrl+Z is no key of ours.
        for columns, lines in ((1, 1), (20, 5), (500, 200), (120, 40)):
            desk.resize(columns, lines)
        desk.expect("saving…")
        saving.answer()
        desk.expect(f"Saved {scene.name}: Seats 31, read back")
        assert desk.type("q").expect_end() == 0
        assert is_whole(desk)
    await one_write_and_journal_and_server_agree(scene)


@pytest.mark.torture
async def test_leaving_with_a_write_on_its_way_waits_for_its_end(scene: Scene, tmp_path: Path) -> None:
    with at_the_desk(scene.lmo, tmp_path) as desk:
        saving = begin(desk, scene)
        desk.type("q").expect("1 change is still being saved").type("enter").expect_gone("still being saved")
        saving.answer()
        assert desk.expect_end() == 0
        assert is_whole(desk)
    await one_write_and_journal_and_server_agree(scene)


@pytest.mark.torture
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see that a process stands still")
@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
async def test_a_stopped_program_goes_on_where_it_was(number: signal.Signals, scene: Scene, tmp_path: Path) -> None:
    with at_the_desk(scene.lmo, tmp_path) as desk:
        saving = begin(desk, scene)
        os.kill(desk.pid, number)
        assert desk.watch(lambda: Path(f"/proc/{desk.pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "T")
        assert number == signal.SIGSTOP or is_whole(desk)
        saving.answer()
        os.kill(desk.pid, signal.SIGCONT)
        desk.expect(f"Saved {scene.name}: Seats 31, read back")
        assert desk.type("q").expect_end() == 0
        assert is_whole(desk)
    await one_write_and_journal_and_server_agree(scene)


async def one_write_and_journal_and_server_agree(scene: Scene) -> None:
    assert [commit.after for commit in commits(scene)] == [scene.sent]
    assert [request.method for request in scene.lmo.audit.writes] == ["PATCH"]
    told = await settled(scene)
    assert (told.kind, disagreements(scene, told)) == (APPLIED, [])
