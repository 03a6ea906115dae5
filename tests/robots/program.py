"""The screens over a fake org, as a program in a terminal of its own: `python -m tests.robots.program [way] [file]`.

`bug` breaks when a license is opened; `slow` waits with each write until somebody writes to the named pipe.
"""

import sys
from pathlib import Path

from lmo_tui.cli.wiring import outlets
from lmo_tui.domain.edits import Edit
from lmo_tui.tui.app import LmoApp
from lmo_tui.tui.background import in_background
from lmo_tui.tui.screens.licenses import LicensesScreen
from tests.fakes.licenses import sample_licenses
from tests.fakes.repository import FakeRepository, an_org
from tests.fakes.workbench import a_workbench, at_once

WHISPER = "told-to-a-local-variable"


class SlowRepository(FakeRepository):
    """Writes when it is told to."""

    pipe: Path

    def update(self, edit: Edit, unmodified_since: object) -> None:
        """Wait for a word, then write, and leave a mark."""
        self.pipe.read_text()
        super().update(edit, None)
        self.pipe.with_suffix(".done").write_text(str(edit.changes[0].after))


def breaks(_: LicensesScreen, command_id: str) -> None:
    """A bug with something to hide."""
    whisper = WHISPER
    raise KeyError(command_id, len(whisper))


def main(way: str, file: str) -> int:
    """Run; what was a bug is one line, as the command line makes it."""
    if way == "bug":
        setattr(LicensesScreen, "perform", breaks)  # noqa: B010 - the bug
    repository = SlowRepository(sample_licenses(), an_org()) if way == "slow" else None
    if repository is not None:
        repository.pipe = Path(file)
    bench = a_workbench(repository=repository, runner=in_background if way == "slow" else at_once)
    app = LmoApp(bench, outlets=outlets())
    try:
        app.run()
    except KeyError as bug:
        sys.stderr.write(f"bug: {type(bug).__name__}\r\n")
        return 70
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main(*[*sys.argv[1:], "", ""][:2]))
