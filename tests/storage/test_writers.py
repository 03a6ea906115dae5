"""Two desks on one journal: whose change is under way, and whose process died."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lmo_tui.storage.journal import FileJournal
from lmo_tui.storage.writers import Writers
from tests.fakes.licenses import NOW
from tests.fakes.repository import an_org
from tests.storage.test_journal import EDIT

_OTHER = """
import sys
from pathlib import Path
from tests.storage.test_journal import EDIT, NOW, FileJournal, an_org
FileJournal(Path(sys.argv[1])).intend(an_org(), EDIT, "theirs", NOW)
print("begun", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_desk(file: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has begun a change and does not end."""
    command, pipe = [sys.executable, "-c", _OTHER, str(file)], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=Path(__file__).parents[2]) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "begun\n"
        try:
            yield other
        finally:
            other.kill()


def test_what_a_living_process_is_at_work_on_is_left_to_it_until_it_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    with another_desk(file) as other:
        (entry,) = FileJournal(file).history()
        assert FileJournal(file).unsettled() == []
        other.kill()
        other.wait()
        assert FileJournal(file).unsettled() == [entry]
        assert len(list((tmp_path / "writers").iterdir())) == 1
        ours = FileJournal(file)
        ours.intend(an_org(), EDIT, "ours", NOW)
        (sign,) = (tmp_path / "writers").iterdir()
        assert sign.name != entry.writer, "what the killed one left was taken away"
        assert ours.unsettled() == [entry], "our own that is on its way is not to be settled"
        ours.close()
        assert list((tmp_path / "writers").iterdir()) == []


def test_an_entry_without_a_mark_or_with_a_strange_one_has_no_living_writer(tmp_path: Path) -> None:
    writers = Writers(tmp_path / "writers")
    for mark in ("", "../journal.jsonl", "0" * 16, "x" * 16):
        assert not writers.is_alive(mark)
    assert not writers.is_alive(writers.sign_in())


def test_when_it_cannot_be_told_the_writer_may_be_alive(tmp_path: Path) -> None:
    writers = Writers(tmp_path / "writers")
    (tmp_path / "writers" / ("a" * 16)).mkdir(parents=True)
    assert writers.is_alive("a" * 16)


def test_signing_in_again_after_signing_out_works(tmp_path: Path) -> None:
    one, other = Writers(tmp_path), Writers(tmp_path)
    mark = one.sign_in()
    assert other.is_alive(mark)
    one.sign_out()
    assert not other.is_alive(mark)
    one.sign_in()
    assert other.is_alive(mark)
